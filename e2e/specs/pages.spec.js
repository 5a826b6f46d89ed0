// Each kind of page, as the person who uses it: accessibility in both languages, colour schemes and widths; title, language, no sideways scroll.
import { violations, sticksOut } from "../lib/accessibility.js";
import { PAGES, open } from "../lib/pages.js";
import { expect, test } from "../lib/test.js";

const SCHEMES = ["light", "dark"];
const WIDTHS = [320, 1280];

for (const entry of PAGES) {
  for (const lang of ["pl", "en"]) {
    test(`${entry.name}, ${lang}`, async ({ page }) => {
      const response = await open(page, entry, lang);
      expect(response.status()).toBe(entry.status ?? 200);
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      await expect(page).toHaveTitle(/\S – Miernik$/);
      expect(await page.locator("h1").count(), "one main heading").toBe(1);
      const found = [];
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        found.push(...(await sticksOut(page)).map((line) => `${width}: sticks out: ${line}`));
        for (const [at, scheme] of SCHEMES.entries()) {
          // Every pair of language, scheme and width is there with half of the matrix; what is looked at most takes all of it.
          if (!entry.whole && (WIDTHS.indexOf(width) + at + Number(lang === "en")) % 2) continue;
          await page.emulateMedia({ colorScheme: scheme });
          found.push(...(await violations(page)).map((line) => `${width} ${scheme}: ${line}`));
        }
      }
      expect(found).toEqual([]);
    });
  }
}

test("a page of questions is light on its first load", async ({ page }) => {
  const entry = PAGES.find(({ name }) => name === "questions SRV");
  let bytes = 0;
  const devtools = await page.context().newCDPSession(page);
  await open(page, entry, "pl");
  const address = page.url();
  await devtools.send("Network.enable");
  await devtools.send("Network.clearBrowserCache");
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(address, { waitUntil: "networkidle" });
  console.log(`the first load of a page of questions: ${bytes} bytes`);
  expect(bytes).toBeLessThanOrEqual(30 * 1024);
});
