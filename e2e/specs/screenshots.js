// `npm run screenshots`: a picture of each kind of page, light and dark, wide and narrow, in .work/screenshots; and the one of the README.
import { fileURLToPath } from "node:url";

import { PAGES, open } from "../lib/pages.js";
import { test } from "../lib/test.js";

const folder = fileURLToPath(new URL("../.work/screenshots", import.meta.url));

for (const entry of PAGES) {
  for (const lang of ["pl", "en"]) {
    test(`${entry.name}, ${lang}`, async ({ page }) => {
      await open(page, entry, lang);
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: `${folder}/${entry.name.replace(/\W+/g, "-")}-${lang}-${width}-${colorScheme}.png`, fullPage: true });
        }
      }
    });
  }
}

test("the picture of the README", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto("/en/campaigns/chile-2021");
  await page.screenshot({ path: fileURLToPath(new URL("../../docs/screenshot.png", import.meta.url)) });
});
