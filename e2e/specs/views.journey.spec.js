// Individual views: two people answer a section apart from each other, the owner opens the views, compares and settles. On a demo of its own.
import { answerPage, save } from "../lib/fill-in.js";
import { signIn } from "../lib/people.js";
import { demo } from "../lib/server.js";
import { expect, test, visit } from "../lib/test.js";

let server;

test.beforeAll(async () => {
  server = await demo();
});

test.afterAll(async () => {
  await server.end("SIGTERM");
});

/** Gives the own view, page by page, until the page of the section comes back. */
async function give(page, answer) {
  for (let part = 0; part < 10 && /\/views\/\d/.test(page.url()); part += 1) {
    await answer(page);
    await save(page);
  }
  await expect(page.locator(".govuk-notification-banner--success")).toBeVisible();
}

/** Chooses the first option wherever there are some. */
async function lowest(page) {
  for (const question of await page.locator(".m-question").all()) {
    const options = question.locator("input[type=radio][value^='option:']");
    if (await options.count()) await options.first().check();
  }
}

/** Presses Tab until an element is reached, and checks that it can be seen there. */
async function tabTo(page, locator) {
  for (let count = 0; count < 300; count += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${locator}`);
}

async function journey(browser, faults, city, javaScriptEnabled) {
  const page = await visit(browser, faults, server.address, { locale: "pl-PL", javaScriptEnabled });
  await signIn(page, city);
  const tasks = (await page.locator("main a[href*='/assessments/']").first().getAttribute("href")).match(/.*\/assessments\/[0-9a-f-]+/)[0];

  // Two clicks from the answers of a section.
  await page.goto(`${tasks}/sections/ORG/check`);
  await page.locator(`main a[href='${tasks}/sections/ORG/views']`).click();
  await page.locator("main button[value=ask]").click();
  await page.locator("main a[href$='/views/1']").click();
  await give(page, answerPage);

  // Somebody without an account is asked, and sees nothing of it.
  await page.goto(`${tasks}/ask`);
  await page.locator("input[name=sections][value=ORG]").check();
  await page.locator("#people").fill("Iga Mak iga@example.org");
  await page.locator("main form button[type=submit]").click();
  const link = new URL(await page.locator("code").first().innerText()).pathname;
  const guest = await visit(browser, faults, server.address, { locale: "pl-PL", javaScriptEnabled });
  await guest.goto(link);
  await guest.locator("main form button").click();
  await guest.locator(".m-next a.govuk-button").click();
  await expect(guest).toHaveURL(/\/sections\/ORG\/views\/1$/);
  expect(await guest.locator("main input[type=radio][value^='option:']:checked").count()).toBe(0);
  await give(guest, lowest);
  await expect(guest.locator("main table")).toHaveCount(0);

  // Opened, both see who holds which view; the owner settles.
  await page.goto(`${tasks}/sections/ORG/views`);
  await page.locator("main button[value=open]").click();
  await expect(page.locator("main table", { hasText: "Iga Mak" }).first()).toBeVisible();
  await guest.reload();
  await expect(guest.locator("main table", { hasText: "Iga Mak" }).first()).toBeVisible();
  await expect(guest.locator("main a[href*='/settle/']")).toHaveCount(0);
  return { page, guest, tasks };
}

async function settle(page) {
  await page.locator("main a[href*='/settle/']").first().click();
  await page.locator("input[name=pick]").first().check();
  await page.locator("#reason").fill("Ustalone na naradzie.");
  await page.locator("main form button[type=submit]").click();
  await expect(page.locator(".govuk-notification-banner--success")).toBeVisible();
}

test("two people give their views, the owner settles, a later change shows", async ({ browser, faults }) => {
  const { page, guest, tasks } = await journey(browser, faults, "Zabrze", true);
  await settle(page);
  await expect(page.locator(".m-question").first().locator(".govuk-tag--green")).toBeVisible();
  await guest.goto(`${tasks}/sections/ORG/views/1`);
  await answerPage(guest);
  await save(guest);
  await page.reload();
  await expect(page.locator(".m-question").first().locator(".govuk-tag--yellow")).toBeVisible();
});

test("without JavaScript", async ({ browser, faults }) => {
  const { page } = await journey(browser, faults, "Rydułtowy", false);
  await settle(page);
});

test("settling by keyboard only", async ({ browser, faults }) => {
  const { page } = await journey(browser, faults, "Przemyśl", true);
  await tabTo(page, page.locator("main a[href*='/settle/']").first());
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/settle\//);
  await tabTo(page, page.locator("input[name=pick]").first());
  await page.keyboard.press("Space");
  await tabTo(page, page.locator("#reason"));
  await page.keyboard.type("Ustalone na naradzie.");
  await tabTo(page, page.locator("main form button[type=submit]"));
  await page.keyboard.press("Enter");
  await expect(page.locator(".govuk-notification-banner--success")).toBeVisible();
});
