// The kinds of pages there are, who sees them, and how they are reached.
import { signIn } from "./people.js";

const press = (page) => page.locator("main form button").first().click();

/**
 * `path` as a text is the address behind the language; as a function it finds the address on pages.
 * `whole`: looked at most, so it takes the whole matrix of schemes and widths.
 */
export const PAGES = [
  { name: "first page", path: "", whole: true },
  { name: "questionnaire, Miasto Cyfrowe", path: "/surveys/miasto-cyfrowe/1.0" },
  { name: "questionnaire, Chile", path: "/surveys/chile-egi/2021" },
  { name: "questionnaire, Open Data Maturity", path: "/surveys/odm/2023" },
  { name: "sign-in", path: "/sign-in", whole: true },
  { name: "sign-in, refused", path: "/sign-in", whole: true, status: 422, act: press },
  { name: "problem: no such page", path: "/no-such-page", status: 404 },
];

/** Opens a page in a language as the person who uses it; answers with the response. */
export async function open(page, entry, lang) {
  if (entry.as) await signIn(page, entry.as);
  const path = typeof entry.path === "function" ? await entry.path(page, lang) : entry.path;
  let response = await page.goto(`/${lang}${path}`);
  if (entry.act) {
    const answer = page.waitForResponse((answer) => answer.request().isNavigationRequest());
    await entry.act(page);
    response = await answer;
    await page.waitForLoadState("load");
  }
  return response;
}
