// Filling in a questionnaire of any survey: an answer for every kind of question, with the controls that a person uses.
import { expect } from "@playwright/test";

const NUMBERS = { numerator: "3", denominator: "4", date: "01.10.2026" };

/** Fills in without counting, where how it is done is not what is tested. */
const quick = {
  reach: () => undefined,
  press: (target) => target.click(),
  choose: (target) => target.check(),
  write: (target, text) => target.fill(text),
  pick: (target, value) => target.selectOption(value),
};

/** Answers the questions of the page that is shown, in their order, by `hand` (see `hands.js`). */
export async function answerPage(page, hand = quick) {
  for (const question of await page.locator(".m-question").all()) await answer(question, hand);
}

async function answer(question, hand) {
  const options = question.locator("input[type=radio][value^='option:']");
  if (await options.count()) return hand.choose(options.last());
  for (const part of ["numerator", "denominator", "date"]) {
    const field = question.locator(`input[id$='-${part}']`);
    if (await field.count()) await hand.write(field, NUMBERS[part]);
  }
  const boxes = question.locator("input[type=checkbox]");
  if (await boxes.count()) await hand.choose(boxes.first());
  const ranks = question.locator("select[name*=':rank:']");
  for (const at of [0, 1]) if ((await ranks.count()) > at) await hand.pick(ranks.nth(at), String(at + 1));
  const field = question.locator("input[type=text][id$='-value'], textarea[id$='-value']");
  if (!(await field.count())) return;
  const mode = await field.getAttribute("inputmode");
  await hand.write(field, { decimal: "2", numeric: "01.10.2026" }[mode] ?? "Dwa zdania o tym, jak jest. „Cudzysłów” i <znaczniki> zostają.");
}

/** Saves the page with the button that a person presses, and expects it to be accepted. */
export async function save(page, hand = quick) {
  const before = page.url();
  const button = page.locator("main form button[type=submit]:not([hidden]):not([name])").first();
  await hand.reach(button);
  const isSent = (request) => request.method() === "POST" && request.url() === before.split(/[?#]/)[0] && request.isNavigationRequest();
  const [answered, loaded] = [page.waitForResponse((response) => isSent(response.request())), page.waitForEvent("load")];
  await hand.press(button);
  const status = (await answered).status();
  if (status !== 303) expect(await page.locator(".govuk-error-summary").innerText(), `${before} answered ${status}`).toBe("");
  await loaded;
}

/** From the task list: fills in every section and comes back to the list; answers with the number of pages. */
export async function fillInAll(page, tasks) {
  let pages = 0;
  for (let section = 0; section < 40; section += 1) {
    const open = page.locator(".govuk-task-list__item").filter({ has: page.locator(".govuk-tag") });
    if ((await open.count()) === 0) return pages;
    await open.first().locator("a").click();
    for (let part = 0; part < 10 && !page.url().endsWith("/check"); part += 1) {
      await answerPage(page);
      await save(page);
      pages += 1;
    }
    await page.locator(`main a[href='${new URL(tasks).pathname}']`).first().click();
  }
  throw new Error("there is always another open section");
}
