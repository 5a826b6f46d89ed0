// Asking somebody without an account for answers: from the officer's task list to approval, counted in clicks.
import { answerPage, save } from "../lib/fill-in.js";
import { signIn } from "../lib/people.js";
import { expect, test } from "../lib/test.js";

/** Clicks and counts. */
function counter() {
  let count = 0;
  const click = (target) => ((count += 1), target.click());
  return { click, count: () => count };
}

async function journey(page, browser, city, javaScriptEnabled) {
  await signIn(page, city);
  const list = await page.locator("main a[href*='/assessments/']").first().getAttribute("href");
  const tasks = list.match(/.*\/assessments\/[0-9a-f-]+/)[0];
  await page.goto(tasks);

  // A3: four clicks; the fields take the focus from the keyboard.
  const ask = counter();
  await ask.click(page.locator(`main a[href='${tasks}/ask']`));
  await ask.click(page.locator("input[name=sections]").first());
  await ask.click(page.locator("#people"));
  await page.keyboard.type("Iga Mak iga@example.org");
  await ask.click(page.locator("main form button[type=submit]"));
  expect(ask.count(), "A3").toBeLessThanOrEqual(4);
  const link = new URL(await page.locator("code").first().innerText()).pathname;

  // A4: two clicks to the first question, and nothing but the own section.
  const other = await browser.newContext({ baseURL: new URL(page.url()).origin, javaScriptEnabled });
  const guest = await other.newPage();
  await guest.goto(link);
  const open = counter();
  await open.click(guest.locator("main form button"));
  await expect(guest.locator(".govuk-task-list__item")).toHaveCount(1);
  await open.click(guest.locator(".m-next a.govuk-button"));
  await expect(guest.locator(".m-question").first()).toBeVisible();
  expect(open.count(), "A4").toBeLessThanOrEqual(2);
  for (let part = 0; part < 10 && !guest.url().endsWith("/check"); part += 1) {
    await answerPage(guest);
    await save(guest);
  }
  await guest.locator(`main a[href='${tasks}']`).first().click();
  await guest.locator("main form[action$='/give-back'] button").click();
  await expect(guest.locator("main form")).toHaveCount(0);

  // A8: one click a section on the page of the request.
  await page.goto(tasks);
  await page.locator("main a[href*='/ask/']").first().click();
  const approve = counter();
  await approve.click(page.locator("main form[action$='/approve'] button"));
  expect(approve.count(), "A8").toBe(1);
  await expect(page.locator(".govuk-notification-banner--success")).toBeVisible();
  await expect(page.locator("main form[action$='/approve']")).toHaveCount(0);

  // Withdrawn: the link says so, and the session is over.
  await page.locator("main form[action$='/revoke'] button").click();
  expect((await guest.goto(link)).status()).toBe(410);
  await guest.goto(tasks);
  await expect(guest).toHaveURL(/\/sign-in/);
  await other.close();
}

test("an officer asks, somebody answers by link, the officer approves", async ({ page, browser }) => {
  await journey(page, browser, "Stalowa Wola", true);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an officer asks, somebody answers by link, the officer approves", async ({ page, browser }) => {
    await journey(page, browser, "Hrubieszów", false);
  });
});
