// Signing in at a provider of identities, which is a process of its own: with and without JavaScript, refused in words, and when it is down.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

import { looksRight } from "../lib/accessibility.js";
import { leave, setUp } from "../lib/people.js";
import { dataFolder, freePort, serve } from "../lib/server.js";
import { expect, test, visit } from "../lib/test.js";

const PROGRAM = fileURLToPath(new URL("../lib/identity-provider.js", import.meta.url));

async function provider(issuer, service) {
  const child = spawn(process.execPath, [PROGRAM, issuer, service], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await new Promise((resolve, reject) => {
    child.stdout.once("data", resolve);
    child.once("exit", (code) => reject(new Error(`the provider ended with ${code}`)));
  });
  return { end: () => (child.kill(), ended) };
}

/** Both programs, and the first administrator anna@example.org. */
async function both(browser, faults, options = {}) {
  const data = dataFolder();
  const [port, at] = [await freePort(), await freePort()];
  const [service, issuer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${at}`];
  const elsewhere = await provider(issuer, service);
  const more = ["--listen", `127.0.0.1:${port}`, "--oidc-issuer", issuer, "--oidc-client-id", "miernik", "--oidc-client-secret", "a-secret-of-the-tests", "--oidc-name", "Urząd"];
  const server = await serve(data.folder, more);
  const page = await visit(browser, faults, server.address, options, issuer);
  await setUp(page, server);
  await leave(page);
  const end = async () => {
    await server.end("SIGTERM");
    await elsewhere.end();
    data.remove();
  };
  return { page, server, elsewhere, issuer, end };
}

/** Goes to the provider and signs in there under a name. */
async function signIn(page, name, next = "") {
  await page.goto(`/pl/sign-in${next && `?next=${next}`}`);
  await page.locator("#provider").press("Enter");
  await page.locator("input[name=login]").fill(name);
  await page.locator("input[name=password]").fill("whatever");
  await page.locator("button[type=submit]").click();
  // What the service may know: the address.
  await page.locator("button[type=submit]").click();
}

const refusal = (page) => page.locator(".govuk-error-summary");

for (const javaScriptEnabled of [true, false]) {
  test(`signs in, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({ browser, faults }) => {
    const { page, server, end } = await both(browser, faults, { javaScriptEnabled });
    await page.goto("/pl/sign-in");
    if (javaScriptEnabled) await looksRight(page);
    await signIn(page, "anna", "/pl/admin");
    await expect(page).toHaveURL(`${server.address}/pl/admin`);
    await leave(page);
    await page.goto("/pl/admin");
    await expect(page, "signed out here").toHaveURL(/\/pl\/sign-in/);
    // The provider still knows who it is, so it asks nothing.
    await page.locator("#provider").press("Enter");
    await expect(page).toHaveURL(`${server.address}/pl/admin`);
    await end();
  });
}

test("refuses whom it does not know, and says why", async ({ browser, faults }) => {
  const { page, server, issuer, end } = await both(browser, faults);
  for (const [name, words] of [["stranger", "nie ma czynnego konta"], ["unchecked", "nie potwierdziła adresu e-mail"]]) {
    await signIn(page, name);
    await expect(refusal(page)).toContainText(words);
    await page.context().clearCookies();
  }
  await looksRight(page);
  await signIn(page, "anna");
  await expect(page).toHaveURL(`${server.address}/pl/home`);
  await page.context().clearCookies();
  await signIn(page, "anna-2");
  await expect(refusal(page), "the address is linked to another account there").toContainText("jest już połączone z innym kontem");

  // A state of another browser, one that was changed, and an answer of another provider.
  await page.goto("/pl/sign-in");
  const asked = await page.request.get("/pl/sign-in/provider", { maxRedirects: 0 });
  const state = new URL(asked.headers().location).searchParams.get("state");
  for (const query of [{ state: `0${state.slice(1)}` }, { state: "" }, { state, iss: "https://elsewhere.example.org" }]) {
    await page.request.get("/pl/sign-in/provider", { maxRedirects: 0 });
    await page.goto(`/pl/sign-in/provider/back?${new URLSearchParams({ code: "a-code", ...query })}`);
    await expect(refusal(page)).toContainText("w innej przeglądarce albo zbyt dawno");
  }
  const other = await visit(browser, faults, server.address, {}, issuer);
  await other.goto(`/pl/sign-in/provider/back?${new URLSearchParams({ code: "a-code", state })}`);
  await expect(refusal(other)).toContainText("w innej przeglądarce albo zbyt dawno");
  await expect(other.locator("#password"), "the other way in stays").toBeVisible();
  await end();
});

test("a code that is none, somebody who does not want to, and a provider that is down", async ({ browser, faults }) => {
  const { page, elsewhere, end } = await both(browser, faults);
  const back = async (query) => {
    const asked = await page.request.get("/pl/sign-in/provider", { maxRedirects: 0 });
    const state = new URL(asked.headers().location).searchParams.get("state");
    await page.goto(`/pl/sign-in/provider/back?${new URLSearchParams({ state, ...query })}`);
  };
  await back({ error: "access_denied" });
  await expect(refusal(page)).toContainText("odmówiła albo");
  await back({ code: "a-code-that-is-none" });
  await expect(refusal(page)).toContainText("nie odpowiada prawidłowo");
  await elsewhere.end();
  await back({ code: "a-code" });
  await expect(refusal(page)).toContainText("nie odpowiada prawidłowo");
  await expect(page.locator("#password"), "the other way in stays").toBeVisible();
  await end();
});
