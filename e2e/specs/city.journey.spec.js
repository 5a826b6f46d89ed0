// The officer of a city, from the first page to the results.
import { fillInAll, save } from "../lib/fill-in.js";
import { signIn } from "../lib/people.js";
import { expect, test } from "../lib/test.js";

/** Signs in and opens the task list. */
async function begin(page, city) {
  await signIn(page, city);
  await expect(page).toHaveURL(/\/pl\/home$/);
  await page.locator("main a[href*='/assessments/']").first().click();
  await expect(page).toHaveURL(/\/pl\/assessments\/[0-9a-f-]+/);
  await page.goto(page.url().match(/.*\/assessments\/[0-9a-f-]+/)[0]);
  return page.url();
}

async function wholeJourney(page, city) {
  const tasks = await begin(page, city);
  const pages = await fillInAll(page, tasks);
  expect(pages, "pages of questions").toBeGreaterThan(14);
  await expect(page.locator(".govuk-task-list .govuk-tag")).toHaveCount(0);

  await page.locator(".m-next a.govuk-button").click();
  await expect(page).toHaveURL(`${tasks}/submit`);
  await page.locator("main form button").click();
  await expect(page, "without the confirmation nothing is handed in").toHaveTitle(/^Błąd: /);
  await page.locator("#confirm").check();
  await page.locator("main form button").click();

  await expect(page).toHaveURL(`${tasks}/receipt`);
  await expect(page.locator(".govuk-panel__body strong")).toHaveText(/\d/);
  await page.locator("main .govuk-button-group a.govuk-button").first().click();
  await expect(page).toHaveURL(/\/campaigns\/miasto-cyfrowe-2026\/cities\//);
  await expect(page.locator("h1")).toContainText(city);
  await expect(page.locator("main")).toContainText(/[Pp]oziom \d/);
}

test("an officer fills in everything, hands in and sees the results", async ({ page }) => {
  await wholeJourney(page, "Świdwin");
});

test("what was refused comes back as it was typed, and the message leads to its field", async ({ page }) => {
  const tasks = await begin(page, "Rydułtowy");
  for (const link of await page.locator(".govuk-task-list__link").evaluateAll((links) => links.map((link) => link.href))) {
    await page.goto(link);
    const number = page.locator("input[inputmode=decimal]").first();
    if ((await number.count()) === 0) continue;
    await number.fill("sto złotych");
    const whole = page.locator("input[id$='-denominator']").first();
    if (await whole.count()) await whole.fill("4");
    await page.locator("main form button:visible").first().click();
    await expect(page).toHaveTitle(/^Błąd: /);
    await expect(page.locator(".govuk-error-summary")).toBeFocused();
    await expect(number).toHaveValue("sto złotych");
    await page.locator(`.govuk-error-summary a[href='#${await number.getAttribute("id")}']`).click();
    await expect(number).toBeFocused();
    await expect(number).toHaveAccessibleDescription(/\S/);
    await page.goto(tasks);
    return;
  }
  throw new Error("no question for a number");
});

test("two people: the later one sees both answers and chooses", async ({ page, browser }) => {
  const tasks = await begin(page, "Zabrze");
  const first = await page.locator(".govuk-task-list__link").first().getAttribute("href");
  const other = await browser.newContext({ storageState: await page.context().storageState() });
  const second = await other.newPage();
  await page.goto(first);
  await second.goto(page.url());
  const option = (view, at) => view.locator(".m-question").first().locator("input[type=radio][value^='option:']").nth(at);
  await option(page, 0).check();
  await save(page);
  await option(second, 1).check();
  await second.locator("main form button:visible").first().click();
  await expect(second.locator(".m-compare")).toHaveCount(1);
  await second.locator("button[name$=':keep'][value=mine]").click();
  await expect(second.locator(".m-compare")).toHaveCount(0);
  await page.goto(new URL(first, tasks).href);
  await expect(option(page, 1)).toBeChecked();
  await other.close();
});
