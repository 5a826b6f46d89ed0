// How a person works a page: with a mouse or with the keys alone. Both count what they do, so that a journey can be held to its budget: a click, or a key
// that does something (Enter, Space, a choice of a group). Tab and the arrows only move, and are counted apart.
import { expect } from "@playwright/test";

/** So many stops of the Tab key are enough for the longest page. */
const STOPS = 400;

class Hand {
  /** Clicks, or keys that did something, since `begin`. */
  count = 0;
  /** Moves from one place to the next. */
  moves = 0;

  constructor(page, hasScripts) {
    this.page = page;
    this.hasScripts = hasScripts;
  }

  /** Counts from here on. */
  begin() {
    this.count = 0;
  }

  /** Presses a link or a button and waits for the page behind it. */
  async go(target) {
    await this.reach(target);
    const loaded = this.page.waitForEvent("load");
    await this.press(target);
    await loaded;
  }
}

class Mouse extends Hand {
  /** A mouse is everywhere at once. */
  async reach() {}

  async press(target) {
    this.count += 1;
    await target.click();
  }

  async choose(target) {
    if (await target.isChecked()) return;
    await this.press(target);
    await expect(target).toBeChecked();
  }

  async write(target, text) {
    if ((await target.inputValue()) === text) return;
    await this.press(target);
    await target.fill(text);
  }

  /** One click opens the list, another one chooses. */
  async pick(target, value) {
    if ((await target.inputValue()) === value) return;
    this.count += 2;
    await target.selectOption(value);
  }
}

class Keys extends Hand {
  async press(target) {
    await this.reach(target);
    this.count += 1;
    // Space presses buttons, and with scripts what says that it is one; Enter follows links.
    const isButton = await target.evaluate((element, buttons) => element.matches(buttons), this.hasScripts ? "button, summary, [role=button]" : "button, summary");
    await this.page.keyboard.press(isButton ? "Space" : "Enter");
  }

  async choose(target) {
    if (await target.isChecked()) return;
    await this.reach(target);
    this.count += 1;
    for (let options = 0; options < 30; options += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) break;
      await this.#move("ArrowDown");
    }
    if (!(await target.isChecked())) await this.page.keyboard.press("Space");
    await expect(target).toBeChecked();
  }

  async write(target, text) {
    if ((await target.inputValue()) === text) return;
    await this.reach(target);
    this.count += 1;
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.type(text);
    await expect(target).toHaveValue(text);
  }

  async pick(target, value) {
    if ((await target.inputValue()) === value) return;
    await this.reach(target);
    this.count += 1;
    for (let options = 0; options < 30 && (await target.inputValue()) !== value; options += 1) await this.#move("ArrowDown");
    await expect(target).toHaveValue(value);
  }

  async #move(key) {
    this.moves += 1;
    await this.page.keyboard.press(key);
  }

  /** Goes on with the Tab key until something has the focus, or a radio button of its group. Once past the end of the page it begins again at its top. */
  async reach(target) {
    const wanted = await target.elementHandle();
    if (await wanted.evaluate(isThere)) return;
    let ends = 0;
    for (let stops = 0; stops < STOPS && ends < 2; stops += 1) {
      await this.#move("Tab");
      const { there, end, wrong } = await wanted.evaluate(look);
      expect(wrong, `focus on ${this.page.url()}`).toBeUndefined();
      if (there) return;
      if (end) ends += 1;
    }
    throw new Error(`nothing brings the focus to ${target} on ${this.page.url()}`);
  }
}

/** Whether an element has the focus, or a radio button of its group: the arrows lead to the others. */
function isThere(wanted) {
  const now = document.activeElement;
  return now === wanted || (now.type === "radio" && now.name === wanted.name && now.form === wanted.form);
}

/** What the Tab key has led to: it is seen, in the window, and stands after what had the focus before. */
function look(wanted) {
  const now = document.activeElement;
  const before = globalThis.stopBefore?.isConnected ? globalThis.stopBefore : undefined;
  const name = (element) => element.outerHTML.slice(0, 160);
  if (now === document.body) {
    globalThis.stopBefore = undefined;
    const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
    const last = stops.filter((stop) => stop.checkVisibility() && !stop.disabled && stop.type !== "hidden").at(-1);
    return { end: true, wrong: before && before !== last ? `it was lost after ${name(before)}` : undefined };
  }
  globalThis.stopBefore = now;
  const group = now.type === "radio" ? [...document.getElementsByName(now.name)].filter((radio) => radio.form === now.form) : [];
  const there = now === wanted || group.includes(wanted);
  const place = now.getBoundingClientRect();
  const marks = [now, now.nextElementSibling].filter(Boolean).flatMap((element) => [getComputedStyle(element), getComputedStyle(element, "::before")]);
  const isMarked = marks.some((style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none");
  if (!isMarked) return { there, wrong: `nothing marks ${name(now)}` };
  const isInWindow = place.bottom > 0 && place.right > 0 && place.top < innerHeight && place.left < innerWidth;
  if (!isInWindow) return { there, wrong: `it is out of the window on ${name(now)}` };
  if (!before) return { there };
  if (!(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)) return { there, wrong: `it goes back from ${name(before)} to ${name(now)}` };
  // Beside what had it before it may stand higher: at the top of the next column.
  const last = before.getBoundingClientRect();
  if (place.bottom <= last.top && place.left <= last.left) return { there, wrong: `it goes up from ${name(before)} to ${name(now)}` };
  return { there };
}

/** A person with a mouse on a page. */
export const mouse = (page, hasScripts) => new Mouse(page, hasScripts);

/** A person who has no mouse. */
export const keys = (page, hasScripts) => new Keys(page, hasScripts);
