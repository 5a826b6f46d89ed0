// The people of the demo, and how they sign in.
export const PEOPLE = {
  officer: "Świdwin",
  expert: "Ekspert sieci",
  administrator: "Administrator",
};

/** Signs in as the demo's visitors do: one press on the first page. */
export async function signIn(page, person) {
  await page.goto("/pl");
  await page.getByRole("button", { name: PEOPLE[person] ?? person, exact: true }).click();
}

export const PASSWORD = "zielony rower na moście";

/** Sets up the first administrator of a server of its own, anna@example.org, who is signed in then. */
export async function setUp(page, server) {
  await page.goto(new URL(server.setup).pathname);
  await page.locator("#name").fill("Anna Administratorka");
  await page.locator("#email").fill("anna@example.org");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("main form button").click();
  await page.waitForURL("**/pl/home");
}

/** Signs out. */
export async function leave(page) {
  await page.goto("/pl/home");
  await page.locator(".miernik-header__tools form button").click();
  await page.waitForURL("**/pl");
}
