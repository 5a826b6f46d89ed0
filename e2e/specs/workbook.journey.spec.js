// Filling in without a connection: a workbook is downloaded, filled in, sent in, and what somebody else has answered meanwhile is not overwritten.
import { readFile } from "node:fs/promises";

import { save } from "../lib/fill-in.js";
import { signIn } from "../lib/people.js";
import { filledIn } from "../lib/sheets.js";
import { expect, test } from "../lib/test.js";

/** The choices on a page of questions: id and the labels of the first and the last option. */
async function choices(page) {
  const found = [];
  for (const question of await page.locator(".m-question").all()) {
    const options = question.locator("input[type=radio][value^='option:']");
    if (!(await options.count())) continue;
    const id = (await options.first().getAttribute("name")).split(":")[1];
    const label = (at) => question.locator(`label[for='${at}']`).innerText();
    found.push({ id, options, last: (await label(await options.last().getAttribute("id"))).replaceAll("\u00a0", " ") });
  }
  return found;
}

async function journey(page, city) {
  await signIn(page, city);
  await page.locator("main a[href*='/assessments/']").first().click();
  const tasks = page.url().match(/.*\/assessments\/[0-9a-f-]+/)[0];
  await page.goto(tasks);
  await page.locator("main a[href$='/workbook']").click();
  const download = page.waitForEvent("download");
  await page.locator("main a[href$='/sections/STR/workbook.xlsx']").click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^miernik_miasto-cyfrowe-2026-teryt-\d+_str\.xlsx$/);
  const bytes = await readFile(await file.path());

  // Meanwhile somebody answers the first question on the page.
  await page.goto(`${tasks}/sections/STR/1`);
  const [first, second] = await choices(page);
  await first.options.first().check();
  await save(page);

  await page.goto(`${tasks}/workbook`);
  await page.locator("main form button").click();
  await expect(page, "a file has to be chosen").toHaveTitle(/^Błąd: /);
  const answers = { [first.id]: first.last, [second.id]: second.last };
  await page.locator("#file").setInputFiles({ name: "ankieta.xlsx", mimeType: "application/octet-stream", buffer: filledIn(bytes, answers) });
  await page.locator("main form button").click();
  await expect(page.locator(".m-compare")).toHaveCount(1);
  await expect(page.locator("main table tbody tr")).toHaveCount(1);
  await page.locator("main form button").click();
  await expect(page, "without a choice the question comes back").toHaveTitle(/^Błąd: /);
  await page.locator("input[value=mine]").check();
  await page.locator("main form button").click();
  await expect(page).toHaveURL(`${tasks}/workbook?saved=1`);

  await page.goto(`${tasks}/sections/STR/1`);
  for (const choice of await choices(page)) {
    if (choice.id === first.id || choice.id === second.id) await expect(choice.options.last(), choice.id).toBeChecked();
  }
}

test("a workbook is filled in, sent in and merged", async ({ page }) => {
  await journey(page, "Rydułtowy");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a workbook is filled in, sent in and merged", async ({ page }) => {
    await journey(page, "Przemyśl");
  });
});
