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

test("she sets up a network, a campaign and a city, and an officer comes in by a link", async ({ page, server, browser }) => {
  await sign(page, "anna@example.org", PASSWORD);
  await page.goto("/pl/admin/networks");
  await page.locator("#name-pl").fill("Miasta nad Odrą");
  await page.locator("#name-en").fill("Towns on the Oder");
  await page.locator("main form:has(#name-pl) button").click();
  const network = page.url();
  expect(network).toMatch(/\/admin\/networks\//);
  await page.locator("#q").fill("Osiek");
  await page.locator("main form:has(#q) button").click();
  await expect(page.locator("input[name=municipality]"), "there are several places of that name").not.toHaveCount(1);
  await page.locator("#q").fill("Świdwin");
  await page.locator("main form:has(#q) button").click();
  await page.locator("input[name=municipality][type=checkbox]").first().check();
  await page.locator("main form:has(input[type=checkbox]) button[type=submit]").click();
  await expect(page.locator("main")).toContainText("Świdwin");

  await page.goto("/pl/admin/new-campaign");
  await page.locator("#title-pl").fill("Samoocena na próbę");
  await page.locator("#title-en").fill("A trial");
  await page.locator("#slug").fill("proba");
  for (const list of await page.locator("main select").all()) await list.selectOption({ index: 1 });
  await fillDates(page);
  await page.locator("#invite").check();
  await page.locator("main form button[type=submit]").click();
  await expect(page).toHaveURL(/\/admin\/campaigns\/proba/);
  await expect(page.locator("main")).toContainText("Świdwin");

  await page.goto("/pl/admin/people/invite");
  await page.locator("#name").fill("Jan Urzędnik");
  await page.locator("#email").fill("jan@example.org");
  await page.locator("input[name=role][value=officer]").check();
  await page.locator("#municipality").fill("3216011");
  await page.locator("main form button[type=submit]").click();
  const link = (await page.locator("main").innerText()).match(/http:\S+\/link\/\w+/)[0];

  const other = await browser.newContext({ baseURL: server.address });
  const officer = await other.newPage();
  await officer.goto(link);
  await officer.goto(link);
  await officer.locator("main form button").click();
  await expect(officer.locator(".miernik-header__who")).toHaveText("Jan Urzędnik");
  await expect(officer.locator("main")).toContainText("Samoocena na próbę");
  expect((await officer.request.get(link)).status(), "the link is used up").toBe(404);
  await other.close();
});

/** Fields of a day: from today on for four weeks. */
async function fillDates(page) {
  const [opens, closes] = [new Date(), new Date(Date.now() + 28 * 86_400_000)];
  for (const [name, date] of [["opens", opens], ["closes", closes]]) {
    const parts = { day: date.getDate(), month: date.getMonth() + 1, year: date.getFullYear() };
    for (const [part, value] of Object.entries(parts)) await page.locator(`input[name=${name}-${part}]`).fill(String(value));
  }
}
