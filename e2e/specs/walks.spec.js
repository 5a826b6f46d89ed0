// The journeys of a city's officer as their users walk them, each held to its budget of clicks:
//
// |     | from … to …                                                       | clicks        | mouse, pl | keyboard, en | no JavaScript, pl | both, en |
// | --- | ----------------------------------------------------------------- | ------------- | --------- | ------------ | ----------------- | -------- |
// | A1  | the letter … signed in                                            | 2             | ✓         | ✓            | ✓                 | ✓        |
// | A2  | the own page … the question where it goes on                      | 1             | ✓         | ✓            | ✓                 | ✓        |
// | A3  | the task list … a section handed to somebody without an account   | 4             | ✓         | ✓            | ✓                 | ✓        |
// | A4  | the link of the letter … the first question, nothing else opens   | 2             | ✓         | ✓            | ✓                 | ✓        |
// | A5  | a page of questions … the next one                                | 1 each, and 1 | ✓         | ✓            | ✓                 | ✓        |
// | A6  | two answers … one of them is kept                                 | 1             | ✓         | ✓            | ✓                 | ✓        |
// | A7  | the answers of a section … the first question of the next section | 2             | ✓         | ✓            | ✓                 | ✓        |
// | A8  | what was given back … approved                                    | 1 a section   | ✓         | ✓            | ✓                 | ✓        |
// | A9  | what is missing … handed in                                       | 2             | ✓         | ✓            | ✓                 | ✓        |
// | A10 | the receipt … the results                                         | 1             | ✓         | ✓            | ✓                 | ✓        |
// | A11 | the results … why a number is what it is                          | 1 each        | ✓         | ✓            | ✓                 | ✓        |
//
// "Both" is without JavaScript and by keyboard alone. With the keys a click is a key that does something; the focus is seen on every stop, is never lost,
// and goes down the page. Each walk is that of one new officer of one city, in the order in which the journeys happen.
import { answerPage, save } from "../lib/fill-in.js";
import { keys, mouse } from "../lib/hands.js";
import { signIn } from "../lib/people.js";
import { demo } from "../lib/server.js";
import { expect, test as base, visit } from "../lib/test.js";

const BUDGETS = { A1: 2, A2: 1, A3: 4, A4: 2, A5: 1, A6: 1, A7: 2, A8: 1, A9: 2, A10: 1, A11: 1 };

const WALKS = [
  { name: "with a mouse, pl", lang: "pl", code: "1862011", city: "Przemyśl", hand: mouse, javaScriptEnabled: true },
  { name: "by keyboard alone, en", lang: "en", code: "1804011", city: "Jarosław", hand: keys, javaScriptEnabled: true },
  { name: "without JavaScript, pl", lang: "pl", code: "2415031", city: "Rydułtowy", hand: mouse, javaScriptEnabled: false },
  { name: "without JavaScript by keyboard alone, en", lang: "en", code: "1818011", city: "Stalowa Wola", hand: keys, javaScriptEnabled: false },
];

const test = base.extend({
  server: [
    async ({}, use) => {
      const server = await demo();
      await use(server);
      expect(await server.end("SIGTERM"), "the server ends in order").toEqual({ code: 0, signal: null });
    },
    { scope: "worker" },
  ],
  baseURL: ({ server }, use) => use(server.address),
});

// A walk by keyboard makes thousands of stops, one after the other.
test.use({ actionTimeout: 60_000, navigationTimeout: 60_000 });
test.setTimeout(600_000);

/** The administrator of the demo invites an officer; the link of the letter. */
async function invited(browser, faults, server, { lang, city, code }) {
  const page = await visit(browser, faults, server.address);
  await signIn(page, "administrator");
  await page.goto(`/${lang}/admin/people/invite`);
  await page.locator("#name").fill(`Ola z miasta ${city}`);
  await page.locator("#email").fill(`${code}@example.org`);
  await page.locator("input[name=role][value=officer]").check();
  await page.locator("#municipality").fill(code);
  await page.locator("main form button[type=submit]").click();
  const link = (await page.locator("main").innerText()).match(/http:\S+\/link\/\w+/)[0];
  await page.context().close();
  return link;
}

/** The person of a walk: the page, the hand that works it, and what the journeys leave for one another. */
class Walker {
  /** The most clicks that each journey has needed. */
  needed = {};

  constructor(walk, parts) {
    Object.assign(this, { walk, ...parts });
    this.hand = this.handOn(this.page);
  }

  /** The hand of the walk on another page. */
  handOn(page) {
    return this.walk.hand(page, this.walk.javaScriptEnabled);
  }

  /** Somebody else with a browser of their own, who sees the same kind of pages. */
  other() {
    return visit(this.browser, this.faults, this.server.address, { javaScriptEnabled: this.walk.javaScriptEnabled });
  }

  /** Counts the clicks of a deed against the budget of a journey. */
  async within(journey, deed, hand = this.hand) {
    hand.begin();
    await deed();
    this.needed[journey] = Math.max(this.needed[journey] ?? 0, hand.count);
    expect(hand.count, `clicks of ${journey}`).toBeLessThanOrEqual(BUDGETS[journey]);
  }

  /** Answers the questions of the page that is shown, one click each, and saves them with one more. */
  async answerAndSave(page = this.page, hand = this.hand) {
    await answerPage(page, hand);
    await this.within("A5", () => save(page, hand), hand);
  }
}

const NEXT = "main .m-next a.govuk-button";
const firstQuestion = (page) => page.locator(".m-question").first();
const option = (page, at) => firstQuestion(page).locator("input[type=radio][value^='option:']").nth(at);

/** The journeys in the order in which they happen; `w` is the walker. */
const JOURNEYS = {
  async "A1: from the letter to the own page"(w) {
    expect((await w.page.request.get(w.link)).status(), "what opens the links of a letter beforehand uses nothing up").toBe(200);
    await w.within("A1", async () => {
      w.hand.count += 1;
      await w.page.goto(w.link);
      await w.hand.go(w.page.locator("main form button"));
    });
    await expect(w.page).toHaveURL(new RegExp(`/${w.walk.lang}/home$`));
    await expect(w.page.locator("main")).toContainText(w.walk.city);
  },

  async "A2: going on where it was left"(w) {
    await w.hand.go(w.page.locator(NEXT));
    w.tasks = w.page.url();
    await expect(w.page.locator("#next")).toContainText("0");
    await w.within("A2", () => w.hand.go(w.page.locator(NEXT)));
    await w.hand.choose(option(w.page, 0));
    await save(w.page, w.hand);
    // Another day.
    await w.page.goto(`/${w.walk.lang}/home`);
    await expect(w.page.locator(NEXT)).toContainText("2");
    await w.within("A2", () => w.hand.go(w.page.locator(NEXT)));
    await expect(w.page.locator(".m-question:target")).toContainText(/^\s*2\./);
  },

  async "A3: handing a section to somebody without an account"(w) {
    await w.page.goto(w.tasks);
    await w.within("A3", async () => {
      await w.hand.go(w.page.locator("main a[href$='/ask']"));
      await w.hand.choose(w.page.locator("input[name=sections]").nth(2));
      await w.hand.write(w.page.locator("#people"), "Iga Mak iga@example.org");
      await w.hand.go(w.page.locator("main form button[type=submit]"));
    });
    w.asked = new URL(await w.page.locator("code").first().innerText()).pathname;
  },

  async "A4: answering the own section without an account"(w) {
    const guest = (w.guest = await w.other());
    const hand = w.handOn(guest);
    await w.within("A4", async () => {
      await guest.goto(w.asked);
      await hand.go(guest.locator("main form button"));
      await expect(guest.locator(".govuk-task-list__item"), "nothing but the own section").toHaveCount(1);
      await hand.go(guest.locator(NEXT));
    }, hand);
    await expect(firstQuestion(guest)).toBeVisible();
    while (!guest.url().endsWith("/check")) await w.answerAndSave(guest, hand);
    await hand.go(guest.locator(`main a.govuk-button[href='${new URL(w.tasks).pathname}']`));
    await hand.go(guest.locator("main form[action$='/give-back'] button"));
    await expect(guest.locator("main form")).toHaveCount(0);
  },

  async "A8: approving what was given back"(w) {
    await w.page.goto(w.tasks);
    await expect(w.page.locator(".govuk-task-list .govuk-tag--yellow")).toHaveCount(2);
    await w.hand.go(w.page.locator("main a[href*='/ask/']"));
    await w.within("A8", () => w.hand.go(w.page.locator("main form[action$='/approve'] button")));
    await expect(w.page.locator(".govuk-notification-banner--success")).toBeVisible();
    await expect(w.page.locator("main form[action$='/approve']")).toHaveCount(0);
    // Withdrawn: the link says so, and whoever came by it is signed out.
    await w.hand.go(w.page.locator("main form[action$='/revoke'] button"));
    expect((await w.guest.goto(w.asked)).status()).toBe(410);
    await w.guest.goto(w.tasks);
    await expect(w.guest).toHaveURL(/\/sign-in/);
    await w.guest.context().close();
  },

  async "A5: a section of questions, page by page"(w) {
    await w.page.goto(w.tasks);
    await w.hand.go(w.page.locator(NEXT));
    for (let part = 0; !w.page.url().endsWith("/check"); part += 1) {
      expect(part, "pages of a section").toBeLessThan(10);
      await expect(w.page.locator("#saved")).toHaveText(/\d/);
      await w.answerAndSave();
    }
    w.checked = w.page.url();
  },

  async "A6: keeping one of two answers"(w) {
    const section = w.checked.replace(/\/check$/, "/1");
    const other = await w.other();
    await signIn(other, w.walk.city);
    for (const page of [other, w.page]) await page.goto(section);
    await option(other, 0).check();
    await save(other);
    await other.context().close();
    await w.hand.choose(option(w.page, 1));
    await w.hand.go(w.page.locator("main form button[type=submit]:visible:not([name])").first());
    await expect(w.page.locator(".m-compare")).toContainText(`Przedstawiciel: ${w.walk.city}`);
    await w.within("A6", () => w.hand.go(w.page.locator("button[name$=':keep'][value=mine]")));
    await w.page.goto(section);
    await expect(option(w.page, 1)).toBeChecked();
  },

  async "A7: the end of each section, and on to the next"(w) {
    await w.page.goto(w.checked);
    for (let steps = 0; !w.page.url().endsWith("/submit"); steps += 1) {
      expect(steps, "pages and ends of sections").toBeLessThan(60);
      if (w.page.url().endsWith("/check")) await w.within("A7", () => w.hand.go(w.page.locator("main .govuk-button-group a.govuk-button").first()));
      else await w.answerAndSave();
    }
  },

  async "A9: handing in"(w) {
    await expect(w.page.locator("main")).toContainText(`Ola z miasta ${w.walk.city}`);
    await expect(w.page.locator("#who-sees")).toBeVisible();
    await w.within("A9", async () => {
      await w.hand.choose(w.page.locator("#confirm"));
      await w.hand.go(w.page.locator("main form button"));
    });
  },

  async "A10: the receipt"(w) {
    await expect(w.page).toHaveURL(`${w.tasks}/receipt`);
    await expect(w.page.locator(".govuk-panel__body strong")).toHaveText(/\d/);
    expect((await w.page.request.get(await w.page.locator("main a[href$='.xlsx']").getAttribute("href"))).status()).toBe(200);
    await w.within("A10", () => w.hand.go(w.page.locator("main .govuk-button-group a.govuk-button").first()));
  },

  async "A11: what the results say, and why"(w) {
    await expect(w.page.locator("h1")).toContainText(w.walk.city);
    await expect(w.page.locator(".m-finding")).toHaveText(/\d/);
    await expect(w.page.locator("main figure svg[role=img]").first()).toBeVisible();
    const rows = w.page.locator("table:has(#profile-table) tbody tr");
    expect(await rows.count()).toBeGreaterThan(4);
    await expect(rows.locator("td a[href*='/explain/']"), "each number can be explained").toHaveCount(await rows.count());
    await expect(w.page.locator("ol.govuk-list--number").first().locator("li")).toHaveCount(3);
    const results = w.page.url();
    for (const place of [".m-score", "table", "ol.govuk-list--number li", "#steps ~ ol li"]) {
      await w.within("A11", () => w.hand.go(w.page.locator(`main ${place} a[href*='/explain/']`).first()));
      await expect(w.page).toHaveURL(/\/explain\//);
      await w.page.goto(results);
    }
  },
};

for (const walk of WALKS) {
  test.describe(walk.name, () => {
    test.describe.configure({ mode: "serial" });
    const faults = [];
    let w;

    test.beforeAll(async ({ browser, server }) => {
      const link = await invited(browser, faults, server, walk);
      const page = await visit(browser, faults, server.address, { javaScriptEnabled: walk.javaScriptEnabled });
      w = new Walker(walk, { browser, server, faults, page, link });
    });

    test.afterAll(async () => {
      const clicks = Object.entries(w.needed).map(([journey, clicks]) => `${journey} ${clicks} of ${BUDGETS[journey]}`);
      console.log(`${walk.name}: ${clicks.join(", ")}; most clicks needed`);
      await w.page.context().close();
      expect(faults, "errors in the console, exceptions, foreign addresses").toEqual([]);
    });

    for (const [name, journey] of Object.entries(JOURNEYS)) test(name, () => journey(w));
  });
}
