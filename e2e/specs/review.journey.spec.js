// An expert looks at what a city has handed in, asks back, the city replies, and the second look ends it: with both scores beside each other.
import { answerPage, save } from "../lib/fill-in.js";
import { signIn } from "../lib/people.js";
import { expect, test, visit } from "../lib/test.js";

const options = (question) => question.locator("input[type=radio][value^='option:']");
const mark = (question, kind) => question.locator(`input[name^='mark:'][value=${kind}]`).check();
const CAMPAIGN = "/pl/campaigns/miasto-cyfrowe-2026";

/** The city answers one page and hands in early; gives the address of the task list. */
async function handIn(page, city) {
  await signIn(page, city);
  await page.locator("main .m-next a.govuk-button").click();
  const tasks = page.url().match(/.*\/assessments\/[0-9a-f-]+/)[0];
  await page.goto(`${tasks}/sections/STR/1`);
  await answerPage(page);
  await save(page);
  await page.goto(`${tasks}/submit`);
  await page.locator("#confirm").check();
  await page.locator("main form button").click();
  await expect(page).toHaveURL(`${tasks}/receipt`);
  return tasks;
}

/** The expert confirms one answer, doubts one, proposes another one, and returns it all with questions. */
async function askBack(expert, key) {
  await signIn(expert, "expert");
  await expert.goto(`${CAMPAIGN}/cities/${key}/review/STR`);
  const questions = expert.locator(".m-question");
  await mark(questions.nth(0), "confirmed");
  await mark(questions.nth(1), "doubtful");
  await questions.nth(1).locator("textarea").fill("Na jakiej podstawie? Proszę o link do dokumentu.");
  await expert.locator("main form button[type=submit]").click();
  await expect(questions.nth(1).locator(".m-card")).toContainText("Na jakiej podstawie?");
  await questions.nth(3).locator("a[href*='/review/STR/']").last().click();
  await options(expert.locator("main form")).first().check();
  await expert.locator("main form textarea").last().fill("Z BIP wynika, że jeszcze nie.");
  await expert.locator("main form button[type=submit]").click();
  await expect(expert).toHaveURL(/\/review\/STR/);
  await expert.goto(`${CAMPAIGN}/cities/${key}/review`);
  await expert.locator("#reason").fill("Dwa pytania do części o strategii.");
  await expert.locator("#return").click();
  await expect(expert.locator(".govuk-tag--yellow")).toBeVisible();
}

/** From handing in to the question of the expert on the city's page. */
async function returned(page, browser, faults, city, key, options) {
  const tasks = await handIn(page, city);
  const expert = await visit(browser, faults, new URL(tasks).origin, options);
  await askBack(expert, key);
  await page.goto(tasks);
  await page.locator("main .m-next a[href$='/remarks']").click();
  await expect(page.locator(".m-question")).toHaveCount(3);
  await expect(page.locator("main")).toContainText("Dwa pytania do części o strategii.");
  return { tasks, expert };
}

test("asked back, replied, verified", async ({ page, browser, faults }) => {
  const { tasks, expert } = await returned(page, browser, faults, "Jarosław", "teryt-1804011", {});
  await page.locator("textarea[name^='reply:']").first().fill("Uchwała z 2024 r., jest w BIP.");
  await page.locator("main form button[value=save]").click();
  await expect(page.locator(".govuk-notification-banner--success"), "what is not sent yet is kept").toBeVisible();
  await expect(page.locator(".m-question").first()).toContainText("Uchwała z 2024 r., jest w BIP.");
  await page.locator("textarea[name^='reply:']").nth(1).fill("Link jest już w dowodach.");
  await page.locator("input[name^='accept:']").check();
  await page.locator("main form button[value=send]").click();
  await expect(page).toHaveURL(`${tasks}/remarks?done=sent`);

  await expert.reload();
  await expert.locator("#verify").click();
  await expect(expert.locator(".govuk-tag--green").first()).toBeVisible();
  await page.goto(tasks);
  await page.locator("main .m-next a[href*='/cities/']").click();
  await expect(page.locator("#verified")).toBeVisible();
  await expert.context().close();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("asked back", async ({ page, browser, faults }) => {
    const { expert } = await returned(page, browser, faults, "Stalowa Wola", "teryt-1818011", { javaScriptEnabled: false });
    await expert.context().close();
  });
});
