// Passkeys with an authenticator in software: added, shown as the second step and alone, refused, replaced by a recovery code; each page accessible.
import { looksRight } from "../lib/accessibility.js";
import { PASSWORD, leave, setUp } from "../lib/people.js";
import { dataFolder, freePort, serve } from "../lib/server.js";
import { expect, test, visit } from "../lib/test.js";

/** A service with a name: browsers give passkeys to none that has only a number. */
async function named(folder) {
  const port = await freePort();
  return serve(folder, ["--listen", `127.0.0.1:${port}`, "--public-url", `http://localhost:${port}`]);
}

/** An authenticator built into the device, whose person shows a finger. */
async function authenticator(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    verified: (isUserVerified) => cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    count: async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
  };
}

async function firstHalf(page) {
  await page.goto("/pl/sign-in?next=/pl/password");
  await page.locator("#email").fill("anna@example.org");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("#password").press("Enter");
  await expect(page.locator("#code")).toBeVisible();
}

test("added, shown as the second step and alone, by keyboard", async ({ browser, faults }) => {
  const data = dataFolder();
  const server = await named(data.folder);
  const page = await visit(browser, faults, server.address);
  await setUp(page, server);
  const device = await authenticator(page);

  await page.goto("/pl/passkeys");
  await expect(page.locator("[data-passkey-without]")).toBeHidden();
  await looksRight(page);
  await page.locator("#name").press("Enter");
  await expect(page).toHaveTitle(/^Błąd: /);
  await looksRight(page);
  await page.goto("/pl/passkeys");
  await page.locator("#name").fill("Laptop w urzędzie");
  await page.locator("#name").press("Enter");
  await expect(page.locator("#codes li")).toHaveCount(10);
  const recovery = await page.locator("#codes li").first().textContent();
  expect(await device.count()).toBe(1);
  await page.goto("/en/passkeys");
  await expect(page.locator("main")).toContainText("Laptop w urzędzie");
  await looksRight(page);

  await leave(page);
  await page.goto("/pl/sign-in?next=/pl/password");
  await looksRight(page);
  await page.locator("#passkey").press("Enter");
  await expect(page).toHaveURL(`${server.address}/pl/password`);

  await leave(page);
  await firstHalf(page);
  await looksRight(page);
  await device.verified(false);
  await page.locator("#passkey").press("Enter");
  await expect(page.locator("form[data-passkey] [role=alert]")).toHaveText("Urządzenie nie odpowiedziało albo przerwano jego użycie. Proszę spróbować jeszcze raz.");
  await device.verified(true);
  await page.locator("#passkey").press("Enter");
  await expect(page).toHaveURL(`${server.address}/pl/password`);

  // Another device has no passkey, and there is no JavaScript: words say what to do, and a recovery code lets in.
  const lost = await visit(browser, faults, server.address, { javaScriptEnabled: false });
  await firstHalf(lost);
  await expect(lost.locator("#passkey")).toBeHidden();
  await expect(lost.locator("[data-passkey-without]")).toContainText("kodów zapasowych");
  await lost.locator("#code").fill(recovery);
  await lost.locator("#code").press("Enter");
  await expect(lost).toHaveURL(`${server.address}/pl/password`);
  await lost.goto("/pl/passkeys");
  await expect(lost.locator("[data-passkey-without]")).toContainText("wymaga JavaScriptu");
  await lost.locator("form[action$='/remove'] button").click();
  await expect(lost).toHaveURL(`${server.address}/pl/passkeys?done=removed`);
  await expect(lost.locator("form[action$='/remove']")).toHaveCount(0);
  await server.end("SIGTERM");
  data.remove();
});
