// The people of the demo, and how they sign in.
export const PEOPLE = {};

export async function signIn(page, person) {
  await page.goto("/pl");
  await page.getByRole("button", { name: PEOPLE[person] }).click();
}
