// Accessibility of the page that is shown: every rule that axe has, those for level AAA, best practice and the experimental ones included.
import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "@playwright/test";
import axe from "axe-core";

const RULES = Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }]));

/** What axe finds, one line a violation. */
export async function violations(page) {
  const { violations } = await new AxeBuilder({ page }).options({ rules: RULES, resultTypes: ["violations"] }).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")} ${node.html.slice(0, 160)}`));
}

/** What sticks out at the side of the page, outside regions that are meant to scroll. */
export async function sticksOut(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((element) => {
      const scrolls = element.closest("[role=region][tabindex='0']");
      return (!scrolls || scrolls === element) && element.getBoundingClientRect().right > width + 1;
    });
    return [`${document.documentElement.scrollWidth} > ${width}`, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 160))];
  });
}

/** A page keeps within its window and breaks no rule of accessibility, narrow and wide, light and dark. */
export async function looksRight(page) {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await sticksOut(page)).toEqual([]);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
  }
}
