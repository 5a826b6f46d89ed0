// An expert compares the municipalities of Chile and takes the data along.
import { signIn } from "../lib/people.js";
import { expect, test } from "../lib/test.js";

const MUNICIPALITIES = 345;

/** Rows of a CSV file without its heading, with quoted line ends taken for what they are. */
function rows(text) {
  let [quoted, count] = [false, 0];
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (character === "\n" && !quoted) count += 1;
  }
  return count - 1;
}

test("an expert opens Chile, sorts, looks into a city and an explanation", async ({ page }) => {
  await signIn(page, "Ekspert sieci");
  await page.locator("main a[href$='/campaigns/chile-2021']").click();
  await expect(page.locator("h1")).toContainText("Chile");
  await expect(page.locator(".m-finding")).toContainText(/\d/);

  const headings = page.locator("th[aria-sort], th:has(a.m-sort)");
  const cities = page.locator(".m-matrix tbody th[scope=row]");
  const before = await cities.first().innerText();
  await headings.nth(1).locator("a.m-sort").click();
  await expect(page.locator("th[aria-sort]")).toHaveCount(1);
  expect(await cities.first().innerText(), "the order has changed").not.toBe(before);

  const name = (await cities.first().innerText()).split("\n")[0].trim();
  await cities.first().locator("a").click();
  await expect(page.locator("h1")).toContainText(name.split(" (")[0]);
  await page.locator("main a[href*='/explain/']").first().click();
  await expect(page.locator(".m-explain, main table").first()).toBeVisible();
});

test("every export of Chile has every municipality", async ({ page }) => {
  await signIn(page, "Ekspert sieci");
  await page.goto("/pl/campaigns/chile-2021");
  const links = await page.locator("main a[href*='/export/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const names = new Set(links.map((link) => link.split("/").at(-1)));
  for (const expected of ["wide.xlsx", "wide.csv", "wide-excel.csv"]) expect(names).toContain(expected);
  for (const link of new Set(links)) {
    const response = await page.request.get(link);
    expect(response.status(), link).toBe(200);
    expect(response.headers()["content-disposition"], link).toMatch(/^attachment; filename="[\w.-]+"$/);
    const body = await response.body();
    if (link.endsWith(".xlsx")) expect(body.subarray(0, 2).toString(), "a workbook is a ZIP file").toBe("PK");
    if (link.endsWith("/wide.csv") || link.endsWith("/wide-excel.csv")) expect(rows(body.toString()), link).toBe(MUNICIPALITIES);
    if (link.endsWith("-excel.csv")) expect(body.subarray(0, 3), "a mark of UTF-8 for Excel").toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  }
});

test("the overview of Chile answers as data, too", async ({ page }) => {
  const data = await (await page.request.get("/en/campaigns/chile-2021.json")).json();
  expect(data.municipalities).toHaveLength(MUNICIPALITIES);
  expect(rows(await (await page.request.get("/en/campaigns/chile-2021.csv")).text())).toBe(MUNICIPALITIES);
});
