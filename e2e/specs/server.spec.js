// `miernik serve` from an empty folder: the first administrator, a network, a campaign, a city, and the officer who comes in by a link.
import { dataFolder, serve } from "../lib/server.js";
import { expect, test as base } from "../lib/test.js";

const PASSWORD = "zielony rower na moście";

const test = base.extend({
  server: [
    async ({}, use) => {
      const data = dataFolder();
      const server = await serve(data.folder);
      await use(server);
      expect(await server.end("SIGTERM"), "the server ends in order").toEqual({ code: 0, signal: null });
      data.remove();
    },
    { scope: "worker" },
  ],
  // Addresses are those of this server, not of the demo.
  baseURL: ({ server }, use) => use(server.address),
});
test.describe.configure({ mode: "serial" });

async function sign(page, email, password) {
  await page.goto("/pl/sign-in");
  await page.locator("#email").fill(email);
  await page.locator("#password").fill(password);
  await page.locator("main form button").click();
}

test("the printed link makes the first administrator, once", async ({ page, server }) => {
  await page.goto(server.setup);
  await page.locator("#name").fill("Anna Administratorka");
  await page.locator("#email").fill("anna@example.org");
  await page.locator("#password").fill("krótkie");
  await page.locator("main form button").click();
  await expect(page).toHaveTitle(/^Błąd: /);
  await expect(page.locator(".govuk-error-summary")).toBeFocused();
  await expect(page.locator("#name")).toHaveValue("Anna Administratorka");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("main form button").click();
  await expect(page).toHaveURL(`${server.address}/pl/home`);
  await expect(page.locator(".miernik-header__who")).toHaveText("Anna Administratorka");
  expect((await page.request.get(server.setup)).status(), "the link is used up").toBe(404);
});

test("she signs out, and in again with her password", async ({ page, server }) => {
  await sign(page, "anna@example.org", "nie to hasło");
  await expect(page).toHaveTitle(/^Błąd: /);
  await expect(page.locator("#email")).toHaveValue("anna@example.org");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("main form button").click();
  await expect(page).toHaveURL(`${server.address}/pl/home`);
  await page.locator(".miernik-header__tools form button").click();
  await page.goto("/pl/home");
  await expect(page).toHaveURL(/\/pl\/sign-in\?next=/);
});
