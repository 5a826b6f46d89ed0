// The kinds of pages there are, who sees them, and how they are reached.
import { signIn } from "./people.js";

/** Types what no field for a number takes, and saves. */
async function refuse(page) {
  for (const field of await page.locator("input[inputmode=decimal]").all()) await field.fill("?");
  await press(page);
}

const press = (page) => page.locator("main form button:visible").first().click();

/** Adds a file that is none of the kinds that are taken. */
async function addWrong(page) {
  await page.locator("input[type=file]").setInputFiles({ name: "rysunek.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
  await page.locator("form[enctype] button").click();
}

/** The own assessment of the officer of a city, and what lies under it. */
const own = (rest) => async (page) => {
  const link = await page.locator("main a[href*='/assessments/']").first().getAttribute("href");
  return link.match(/\/assessments\/[0-9a-f-]+/)[0] + rest;
};

const FILES = "/sections/STR/files/str_strategy";
const CHILE = "/campaigns/chile-2021";
const EUROPE = "/campaigns/open-data-maturity-2023";
const CITIES = "/campaigns/miasto-cyfrowe-2026";

/**
 * `as` signs in; `path` is the address behind the language, as a text or as what finds it from the person's home page; `status` is the one expected;
 * `act` is done on the page before it is looked at. The journeys have run before: Świdwin has handed in, Zabrze has begun.
 */
export const PAGES = [
  { name: "first page", path: "", whole: true },
  { name: "method", path: "/method" },
  { name: "questionnaire, Miasto Cyfrowe", path: "/surveys/miasto-cyfrowe/1.0" },
  { name: "questionnaire, a section of Miasto Cyfrowe", path: "/surveys/miasto-cyfrowe/1.0/STR" },
  { name: "questionnaire, Chile", path: "/surveys/chile-egi/2021" },
  { name: "questionnaire, Open Data Maturity", path: "/surveys/odm/2023" },
  // The rows of one region: 345 rows alike take minutes and show nothing more.
  { name: "overview, Chile, one region", path: `${CHILE}?region=${encodeURIComponent("Aysén del General Carlos Ibáñez del Campo")}` },
  { name: "overview, Europe", path: EUROPE },
  { name: "profile, Santiago", path: `${CHILE}/cities/cut-13101` },
  { name: "profile, France", path: `${EUROPE}/cities/iso-FR` },
  { name: "explanation, index of Santiago", path: `${CHILE}/cities/cut-13101/explain/index` },
  { name: "explanation, index of France", path: `${EUROPE}/cities/iso-FR/explain/index` },
  { name: "sign-in", path: "/sign-in" },
  { name: "sign-in, refused", path: "/sign-in", whole: true, status: 422, act: press },
  { name: "problem: no such page", path: "/no-such-page", status: 404 },

  { name: "home of an officer", as: "Zabrze", path: "/home" },
  { name: "own password", as: "Zabrze", path: "/password" },
  { name: "task list, begun", as: "Zabrze", path: own("") },
  // Together these four have every kind of question.
  ...["STR", "FIN", "SRV", "SEC"].map((id) => ({ name: `questions ${id}`, as: "Zabrze", path: own(`/sections/${id}/1`), whole: id === "SRV" })),
  { name: "questions, refused", as: "Zabrze", path: own("/sections/FIN/1"), status: 422, act: refuse },
  { name: "files behind an answer", as: "Zabrze", path: own(FILES) },
  { name: "files behind an answer, refused", as: "Zabrze", path: own(FILES), status: 422, act: addWrong },
  { name: "check of a section, begun", as: "Zabrze", path: own("/sections/STR/check") },
  { name: "handing in, incomplete", as: "Zabrze", path: own("/submit") },
  { name: "home after handing in", as: "Świdwin", path: "/home" },
  { name: "task list, handed in", as: "Świdwin", path: own("") },
  { name: "check of a section, handed in", as: "Świdwin", path: own("/sections/SRV/check") },
  { name: "receipt", as: "Świdwin", path: own("/receipt") },
  { name: "results of an own city", as: "Świdwin", path: `${CITIES}/cities/teryt-3216011`, whole: true },
  { name: "explanation of an own city", as: "Świdwin", path: `${CITIES}/cities/teryt-3216011/explain/SRV` },

  { name: "home of an expert", as: "Ekspert sieci", path: "/home" },
  { name: "overview, Miasto Cyfrowe", as: "Ekspert sieci", path: CITIES },

  { name: "home of an administrator", as: "Administrator", path: "/home" },
  { name: "campaigns", as: "Administrator", path: "/admin" },
  { name: "new campaign", as: "Administrator", path: "/admin/new-campaign" },
  { name: "new campaign, refused", as: "Administrator", path: "/admin/new-campaign", status: 422, act: press },
  { name: "board of a campaign", as: "Administrator", path: "/admin/campaigns/miasto-cyfrowe-2026" },
  { name: "inviting municipalities", as: "Administrator", path: "/admin/campaigns/miasto-cyfrowe-2026/invite?q=Osiek" },
  { name: "closing a campaign", as: "Administrator", path: "/admin/campaigns/miasto-cyfrowe-2026/stage/close" },
  { name: "reopening a city", as: "Administrator", path: "/admin/campaigns/miasto-cyfrowe-2026/cities/teryt-3216011/reopen" },
  { name: "networks", as: "Administrator", path: "/admin/networks" },
  { name: "a network", as: "Administrator", path: "/admin/networks/miasto-cyfrowe" },
  { name: "people", as: "Administrator", path: "/admin/people" },
  { name: "inviting a person", as: "Administrator", path: "/admin/people/invite" },
  { name: "inviting a person, refused", as: "Administrator", path: "/admin/people/invite", status: 422, act: press },
  { name: "problem: not allowed", as: "Zabrze", path: "/admin", status: 403 },
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
