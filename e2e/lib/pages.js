// The kinds of pages there are, who sees them, and how they are reached.

export const PAGES = [
  { name: "sign-in", path: "/sign-in", whole: true },
  { name: "sign-in, refused", path: "/sign-in", whole: true, status: 422, act: (page) => page.locator("main form button").click() },
  { name: "problem: no such page", path: "/no-such-page", status: 404 },
];

/** Opens a page in a language as the person who uses it; answers with the response. */
export async function open(page, entry, lang) {
  let response = await page.goto(`/${lang}${entry.path}`);
  if (entry.act) {
    const answer = page.waitForResponse((answer) => answer.request().isNavigationRequest());
    await entry.act(page);
    response = await answer;
    await page.waitForLoadState("load");
  }
  return response;
}
