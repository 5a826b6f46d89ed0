// Nothing that was typed is lost (L1, L3, L4, L7): saving in the background, no connection, two answers, the end of a sign-in, and walks at random.
import { demo } from "../lib/server.js";
import { expect, test as base } from "@playwright/test";

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
  context: async ({ context }, use) => {
    const faults = [];
    watch(context, faults);
    await use(context);
    expect(faults, "exceptions, and refusals by the content security policy").toEqual([]);
  },
});
test.describe.configure({ mode: "serial" });

/** Takes down what scripts throw and what the policy refuses; that requests fail without a connection is what is tested here. */
function watch(context, faults) {
  context.on("weberror", (error) => faults.push(error.error().message));
  context.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) faults.push(message.text());
  });
}

const CITIES = ["Zabrze", "Przemyśl", "Rydułtowy", "Jarosław"];

/** Signs in as the officer of a city; the address of the assessment. */
async function begin(page, city) {
  await page.goto("/pl");
  await page.getByRole("button", { name: city, exact: true }).click();
  const link = await page.locator("main a[href*='/assessments/']").first().getAttribute("href");
  return link.match(/\/pl\/assessments\/[0-9a-f-]+/)[0];
}

const notes = (page) => page.locator("textarea[id$='-note']");

/** Types a note on a question of the page that is shown. */
async function type(page, at, text) {
  const note = notes(page).nth(at);
  await note.evaluate((field) => (field.closest("details").open = true));
  await note.fill(text);
}

const status = (page) => page.locator("#saved");
const saved = (page) => page.waitForResponse((response) => response.request().method() === "POST" && response.status() === 200);
const copies = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("miernik:")).length);

test("what is typed is saved in the background, and the status says when", async ({ page }) => {
  const assessment = await begin(page, "Zabrze");
  await page.goto(`${assessment}/sections/STR/1`);
  await expect(status(page)).toHaveAttribute("role", "status");
  const answer = saved(page);
  await type(page, 0, "zapis w tle");
  expect(Object.values((await (await answer).json()).versions)).toEqual([1]);
  await expect(status(page)).toContainText("Ostatni zapis");
  expect(await copies(page), "nothing stays on this device").toBe(0);
  // Leaving asks nothing, and the note is there again.
  await page.reload();
  await expect(notes(page).first()).toHaveValue("zapis w tle");
  // The same answer twice is no change.
  await page.locator("main form button[type=submit]:visible").first().click();
  await page.goto(`${assessment}/sections/STR/1`);
  await expect(page.locator("input[name='question[]']").first()).toHaveValue(/@1$/);
});

test("without a connection a copy stays on this device, is sent when the connection is back, and survives a reload", async ({ page, context }) => {
  const assessment = await begin(page, "Zabrze");
  await page.goto(`${assessment}/sections/ORG/1`);
  await context.setOffline(true);
  await type(page, 0, "bez połączenia");
  await expect(status(page)).toContainText("Brak połączenia. Odpowiedzi są zachowane na tym urządzeniu");
  expect(await copies(page)).toBe(1);
  const answer = saved(page);
  await context.setOffline(false);
  await answer;
  await expect(status(page)).toContainText("Ostatni zapis");
  expect(await copies(page)).toBe(0);

  await context.setOffline(true);
  await type(page, 0, "bez połączenia, potem od nowa");
  await expect.poll(() => copies(page)).toBe(1);
  // The browser is closed and opened again: the page comes anew, with what the server knows.
  const again = await context.newPage();
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const sent = saved(again);
  await again.goto(`${assessment}/sections/ORG/1`);
  await sent;
  await expect(notes(again).first()).toHaveValue("bez połączenia, potem od nowa");
  await expect.poll(() => copies(again)).toBe(0);
});

test("a copy of another page is sent from any page; signing out leaves none on this device", async ({ page, context }) => {
  const assessment = await begin(page, "Zabrze");
  await page.goto(`${assessment}/sections/FIN/1`);
  await context.setOffline(true);
  await type(page, 0, "wysłane skądinąd");
  await expect.poll(() => copies(page)).toBe(1);
  const other = await context.newPage();
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const sent = saved(other);
  await other.goto("/pl/home");
  await sent;
  await expect.poll(() => copies(other)).toBe(0);
  await other.goto(`${assessment}/sections/FIN/1`);
  await expect(notes(other).first()).toHaveValue("wysłane skądinąd");

  await other.evaluate(() => localStorage.setItem("miernik:somebody:a:b", "{}"));
  await other.locator(".miernik-header__tools form button").click();
  await expect(other).toHaveURL(/\/pl$/);
  expect(await copies(other)).toBe(0);
});

test("somebody else has answered: the page says so, and its button shows both answers", async ({ page, browser, server }) => {
  const assessment = await begin(page, "Zabrze");
  const other = await browser.newContext({ storageState: await page.context().storageState(), baseURL: server.address });
  const second = await other.newPage();
  await page.goto(`${assessment}/sections/SRV/1`);
  await second.goto(`${assessment}/sections/SRV/1`);
  const first = saved(page);
  await type(page, 0, "pierwsza osoba");
  await first;
  await type(second, 0, "druga osoba");
  await expect(second.locator("#conflict")).toBeVisible();
  await second.locator("#conflict button").click();
  await expect(second.locator(".m-compare")).toContainText("pierwsza osoba");
  await expect(second.locator(".m-compare")).toContainText("druga osoba");
  await second.locator("button[name$=':keep'][value=mine]").click();
  await expect(second).not.toHaveTitle(/^Błąd: /);
  await page.goto(`${assessment}/sections/SRV/1`);
  await expect(notes(page).first()).toHaveValue("druga osoba");
  await page.locator(".m-question a[href*='/history/']").first().click();
  await expect(page.locator(".m-thread__item")).toHaveCount(2);
  await page.locator(".m-thread form button").click();
  await expect(page.locator(".m-thread__item")).toHaveCount(3);
  await page.goto(`${assessment}/sections/SRV/1`);
  await expect(notes(page).first()).toHaveValue("pierwsza osoba");
  await other.close();
});

test("L3: Enter in a field of one line and Ctrl+Enter in a long one save the page", async ({ page }) => {
  const assessment = await begin(page, "Przemyśl");
  await page.goto(`${assessment}/sections/STR/1`);
  await type(page, 0, "Ctrl i Enter");
  await notes(page).first().press("Control+Enter");
  await expect(page).not.toHaveURL(/\/sections\/STR\/1$/);
  await page.goto(`${assessment}/sections/FIN/1`);
  const line = page.locator("main input[type=text]").first();
  await line.fill("3");
  const whole = page.locator("main input[id$='-denominator']").first();
  if (await whole.count()) await whole.fill("4");
  await line.press("Enter");
  await expect(page).not.toHaveURL(/\/sections\/FIN\/1$/);
  await page.goto(`${assessment}/sections/FIN/1`);
  await expect(line).toHaveValue("3");
  await page.goto(`${assessment}/sections/STR/1`);
  await expect(notes(page).first()).toHaveValue("Ctrl i Enter");
});

test("L7: how many characters are left is told when there are few, and how many are too many", async ({ page }) => {
  const assessment = await begin(page, "Przemyśl");
  await page.goto(`${assessment}/sections/STR/1`);
  const count = page.locator("textarea[id$='-note'] + [role=status]").first();
  await type(page, 0, "a".repeat(1_000));
  await expect(count).toBeEmpty();
  await type(page, 0, "a".repeat(99_990));
  await expect(count).toHaveText("Pozostało znaków: 10");
  await type(page, 0, "a".repeat(100_002));
  await expect(count).toHaveText("Znaki ponad limit: 2");
  await expect(status(page)).toContainText("Nie zapisano jeszcze wszystkiego");
  await page.locator("main form button[type=submit]:visible").first().click();
  await expect(page).toHaveTitle(/^Błąd: /);
  await expect(notes(page).first()).toHaveValue("a".repeat(100_002));
  await expect(notes(page).first()).toHaveAccessibleDescription(/100\s002/);
});

test("L1: before the sign-in ends the page says so, and a press of a button goes on", async ({ page }) => {
  await page.clock.install();
  const assessment = await begin(page, "Przemyśl");
  await page.goto(`${assessment}/sections/ORG/1`);
  const place = page.locator("#session");
  await expect(place).toHaveAttribute("role", "status");
  await expect(place).toBeEmpty();
  // Two hours without work end a sign-in; five minutes before, the page speaks.
  await page.clock.fastForward("01:54:30");
  await expect(place).toBeEmpty();
  await page.clock.fastForward("01:00");
  await expect(place).toContainText("Sesja wkrótce wygaśnie");
  await page.getByRole("button", { name: "Przedłuż sesję" }).click();
  await expect(place).toBeEmpty();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("L1: a page that is sent after the sign-in has ended is saved when the same person signs in", async ({ page, context }) => {
    const assessment = await begin(page, "Rydułtowy");
    await page.goto(`${assessment}/sections/STR/1`);
    await expect(page.locator("main")).toContainText(/sesja wygaśnie o \d\d:\d\d/);
    await page.locator("details:has(textarea[id$='-note']) summary").first().click();
    await notes(page).first().fill("wysłane za późno");
    await context.clearCookies({ name: "miernik" });
    await page.locator("main form button[type=submit]:not([hidden])").first().click();
    await expect(page.locator("main")).toContainText("Wpisane odpowiedzi są zachowane");
    // Somebody else does not get it.
    await begin(page, "Jarosław").catch(() => undefined);
    await page.goto("/pl/kept");
    await expect(page.locator("main")).toContainText("inna osoba");
    await page.locator(".miernik-header__tools form button").click();
    await page.goto("/pl");
    await page.getByRole("button", { name: "Rydułtowy", exact: true }).click();
    await expect(page).toHaveURL(`${assessment}/sections/STR/1?kept=1`);
    await expect(page.locator(".govuk-notification-banner")).toContainText("są zapisane");
    await expect(notes(page).first()).toHaveValue("wysłane za późno");
  });
});

/** Numbers from 0 to below `limit` that are the same for the same seed (mulberry32). */
function dice(seed) {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const SECTIONS = ["STR", "ORG", "FIN", "SRV", "SEC"];
const STEPS = 14;
/** No new step after so many milliseconds, so that a slow machine walks less and not longer. */
const ENOUGH = 60_000;

/** What the server has confirmed: by question, every version with its note. */
class Confirmed {
  #notes = new Map();
  #sent = new Map();

  /** Every note of a question that was sent, whatever became of it. */
  sent(question) {
    if (!this.#sent.has(question)) this.#sent.set(question, new Set());
    return this.#sent.get(question);
  }

  /** Hears of a form that is sent. */
  send(request) {
    if (request.method() !== "POST" || !request.url().includes("/sections/")) return;
    for (const [name, note] of new URLSearchParams(request.postData())) if (name.endsWith(":note")) this.sent(name.slice(2, -5)).add(note.replaceAll("\r\n", "\n"));
  }

  of(question) {
    if (!this.#notes.has(question)) this.#notes.set(question, new Map([[0, ""]]));
    return this.#notes.get(question);
  }

  /** Hears of an answer to a form. */
  async hear(response) {
    const request = response.request();
    if (request.method() !== "POST" || !request.url().includes("/sections/")) return;
    const sent = new URLSearchParams(request.postData());
    const said = response.status() === 303 ? undefined : await response.json().catch(() => ({ versions: {} }));
    for (const entry of sent.getAll("question[]")) {
      const [question, base] = [entry.slice(0, entry.lastIndexOf("@")), Number(entry.slice(entry.lastIndexOf("@") + 1))];
      const note = (sent.get(`a:${question}:note`) ?? "").replaceAll("\r\n", "\n");
      const known = this.of(question);
      if ([...known.values()].includes(note)) continue;
      const version = said ? said.versions?.[question] : base + 1;
      if (version !== undefined) known.set(version, note);
    }
  }
}

/** The notes of a page of questions, and the versions that it shows. */
const shownOn = (page) =>
  notes(page).evaluateAll((fields) =>
    fields.map(({ name, value, form }) => {
      const question = name.slice(2, -5);
      const marker = [...form.querySelectorAll("input[name='question[]']")].find((marker) => marker.value.startsWith(`${question}@`));
      return { question, note: value, version: Number(marker.value.split("@").at(-1)) };
    }),
  );

/** One person with two windows, who walks about on one page of questions and types; gives what was confirmed, and the address. */
async function walk(browser, address, at, end) {
  const roll = dice(1000 + at);
  const context = await browser.newContext({ baseURL: address, locale: "pl-PL" });
  const faults = [];
  watch(context, faults);
  const windows = [await context.newPage()];
  const assessment = await begin(windows[0], CITIES[at % CITIES.length]);
  const here = `${assessment}/sections/${SECTIONS[Math.floor(at / CITIES.length)]}/1`;
  const confirmed = new Confirmed();
  const heard = [];
  context.on("request", (request) => confirmed.send(request));
  context.on("response", (response) => heard.push(confirmed.hear(response)));
  await windows[0].goto(here);
  // What earlier tests have left there.
  for (const { question, note, version } of await shownOn(windows[0])) confirmed.of(question).set(version, note);
  let [typed, isOffline] = [0, false];
  const calm = (deed) => deed.catch((error) => (/ERR_|Timeout|interrupted/.test(error.message) ? undefined : Promise.reject(error)));
  const deeds = {
    async type(page) {
      if (await notes(page).count()) await type(page, roll(await notes(page).count()), `${at}-${(typed += 1)}`);
    },
    async pause(page) {
      await page.waitForTimeout(300 + roll(900));
    },
    async save(page) {
      if (!isOffline && (await notes(page).count())) await calm(page.locator("main form button[type=submit]:visible").last().click({ timeout: 8000 }));
    },
    async back(page) {
      if (!isOffline) await calm(page.goBack({ timeout: 8000, waitUntil: "domcontentloaded" }));
    },
    async forward(page) {
      if (!isOffline) await calm(page.goForward({ timeout: 8000, waitUntil: "domcontentloaded" }));
    },
    async reload(page) {
      if (!isOffline) await calm(page.reload({ timeout: 8000, waitUntil: "domcontentloaded" }));
    },
    async goto(page) {
      if (!isOffline) await calm(page.goto(here, { timeout: 8000, waitUntil: "domcontentloaded" }));
    },
    async offline() {
      isOffline = !isOffline;
      await context.setOffline(isOffline);
    },
    async window() {
      if (windows.length < 2 && !isOffline) {
        windows.push(await context.newPage());
        await calm(windows[1].goto(here, { timeout: 8000, waitUntil: "domcontentloaded" }));
      } else windows.reverse();
    },
  };
  const bag = ["type", "type", "type", "type", "type", "type", "pause", "pause", "save", "back", "forward", "reload", "goto", "offline", "window"];
  let steps = 0;
  for (; steps < STEPS && performance.now() < end; steps += 1) await deeds[bag[roll(bag.length)]](windows[0]);
  await context.setOffline(false);
  for (const page of windows.slice(1)) await page.close({ runBeforeUnload: false });
  // What is still on this device goes to the server, unless it meets another answer.
  await windows[0].goto(here);
  await windows[0].waitForFunction(() => !document.getElementById("conflict").hidden || !Object.keys(localStorage).some((key) => key.startsWith("miernik:")));
  await Promise.all(heard);
  return { context, page: windows[0], here, confirmed, faults, typed, steps };
}

test("L4: twenty people walk about at random; what is kept is what was confirmed last, and everything confirmed is in the history", async ({ browser, server }) => {
  const begun = performance.now();
  let [steps, checked, versions, typed, unheard] = [0, 0, 0, 0, 0];
  const one = async (at) => {
    const walked = await walk(browser, server.address, at, begun + ENOUGH);
    const { context, page, here, confirmed } = walked;
    typed += walked.typed;
    steps += walked.steps;
    expect(walked.faults, `walk ${at}`).toEqual([]);
    // As the server has it: in a window that runs no scripts, so that nothing of this device is put into it.
    const plain = await browser.newContext({ baseURL: server.address, storageState: await context.storageState(), javaScriptEnabled: false });
    const bare = await plain.newPage();
    await bare.goto(here);
    const shown = await shownOn(bare);
    await plain.close();
    for (const { question, note, version } of shown) {
      const known = [...confirmed.of(question)].sort(([a], [b]) => a - b);
      const [newest, words] = known.at(-1);
      const what = `walk ${at}, ${question}: version ${version} “${note}”, confirmed ${JSON.stringify(known)}`;
      // What was sent while a page went away may be kept though nobody heard the answer: then it is newer than what was confirmed.
      if (version === newest) expect(note, what).toBe(words);
      else {
        expect(version, what).toBeGreaterThan(newest);
        expect([...confirmed.sent(question)], what).toContain(note);
        unheard += 1;
      }
      checked += 1;
      versions += known.length - 1;
      if (known.length === 1) continue;
      const history = await (await page.request.get(here.replace(/\/1$/, `/history/${question}`))).text();
      for (const [version, words] of known) if (words) expect(history.includes(words), `walk ${at}, ${question}, version ${version}`).toBe(true);
    }
    await context.close();
  };
  // Four at a time: the machine that tests has few processors.
  const waiting = Array.from({ length: 20 }, (_, at) => at);
  await Promise.all(Array.from({ length: 4 }, async () => {
    while (waiting.length > 0) await one(waiting.shift());
  }));
  console.log(`20 walks, ${steps} steps: ${typed} notes typed, ${versions} versions confirmed, ${checked} answers compared, 0 lost, ${unheard} kept beyond what was confirmed, ${Math.round((performance.now() - begun) / 1000)} s`);
  expect(checked).toBeGreaterThan(60);
  expect(versions).toBeGreaterThan(20);
});
