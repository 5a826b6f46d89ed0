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
