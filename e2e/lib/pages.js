// The kinds of pages there are, who sees them, and how they are reached.
import { answerPage, save } from "./fill-in.js";
import { signIn } from "./people.js";
import { filledIn } from "./sheets.js";

/** Types what no field for a number takes, and saves. */
async function refuse(page) {
  for (const field of await page.locator("input[inputmode=decimal]").all()) await field.fill("?");
  await press(page);
}

/** Writes a remark without a mark, and saves. */
async function remark(page) {
  await page.locator("main textarea").first().fill("Uwaga");
  await press(page);
}

const press = (page) => page.locator("main form button:visible").first().click();

/** Begins to set up codes from a phone; who has begun already looks again. */
const setUp = async (page) => ((await page.locator("#code").count()) ? page.reload() : press(page));

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

/** The form by which the officer of Hrubieszów asks, filled in for a section. */
async function request(page, lang, email) {
  const link = await page.locator("main a[href*='/assessments/']").first().getAttribute("href");
  const assessment = link.match(/\/assessments\/[0-9a-f-]+/)[0];
  await page.goto(`/${lang}${assessment}/ask`);
  await page.locator("input[name=sections]").first().check();
  await page.locator("#people").fill(email);
  await page.locator("#message").fill("Bardzo proszę.");
  await press(page);
  return assessment;
}

/** The address of the link that the page shows, behind the language. */
const shownLink = async (page) => new URL(await page.locator("code").first().innerText()).pathname.slice(3);

/** A link to answer a section, as who was asked sees it. */
async function askedLink(page, lang) {
  await request(page, lang, `${lang}-link@example.org`);
  return shownLink(page);
}

/** The page of a request. */
async function ofRequest(page, lang) {
  await request(page, lang, `${lang}-request@example.org`);
  return (await page.locator("main a[href*='/ask/']").first().getAttribute("href")).slice(3);
}

/** The page of a request whose section was given back. */
async function returned(page, lang) {
  const [address, link] = [await ofRequest(page, lang), await shownLink(page)];
  const other = await page.context().browser().newContext({ baseURL: new URL(page.url()).origin });
  const contributor = await other.newPage();
  await contributor.goto(`/${lang}${link}`);
  await press(contributor);
  await contributor.locator("main form[action$='/give-back'] button").click();
  await other.close();
  return address;
}

/** A link that was withdrawn. */
async function withdrawnLink(page, lang) {
  const [address, link] = [await ofRequest(page, lang), await shownLink(page)];
  await page.goto(`/${lang}${address}`);
  await page.locator("main form[action$='/revoke'] button").click();
  await page.waitForLoadState("load");
  return link;
}

/** Asks for answers from the form: the page with the links. */
async function ask(page) {
  await page.locator("input[name=sections]").first().check();
  await page.locator("#people").fill("Iga Mak iga@example.org; jan@example.org");
  await press(page);
}

/** The task list in the short form. */
async function shortForm(page, lang) {
  const assessment = await own("")(page);
  await page.goto(`/${lang}${assessment}`);
  const short = page.locator("main form button[name=form][value=short]");
  if (await short.count()) await short.click();
  await page.waitForLoadState("load");
  return assessment;
}

/** The own sections of somebody who was asked. */
async function ownSections(page, lang) {
  const link = await askedLink(page, lang);
  await page.goto(`/${lang}${link}`);
  await press(page);
  return new URL(page.url()).pathname.slice(3);
}

/** The history of the first answer of a page, after it has changed twice. */
async function historyOf(page, lang) {
  const section = await own("/sections/STR/1")(page);
  for (const words of ["Uchwała z 2024 r.", "Uchwała z 2025 r., w BIP"]) {
    await page.goto(`/${lang}${section}`);
    await note(page, words);
    await press(page);
    await page.waitForLoadState("load");
  }
  return section.replace(/\/1$/, "/history/") + (await firstQuestion(page, `/${lang}${section}`));
}

async function firstQuestion(page, address) {
  await page.goto(address);
  return (await page.locator("input[name='question[]']").first().getAttribute("value")).split("@")[0];
}

/** Types a note on the first question. */
async function note(page, words) {
  const field = page.locator("textarea[id$='-note']").first();
  await field.evaluate((field) => (field.closest("details").open = true));
  await field.fill(words);
}

/** Answers, while somebody else has answered otherwise. */
async function conflict(page) {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await note(other, `Druga osoba, ${Date.now()}`);
  await press(other);
  await other.waitForLoadState("load");
  await other.close();
  await note(page, "Pierwsza osoba");
  await press(page);
}

/** Sends a page when the sign-in is over. */
async function late(page) {
  await note(page, "Za późno");
  await page.context().clearCookies({ name: "miernik" });
  await press(page);
}

/** Answers that somebody else has typed in this browser, whose sign-in was over. */
async function lateAndAnother(page, lang) {
  await page.goto(`/${lang}${await own("/sections/STR/1")(page)}`);
  await late(page);
  await signIn(page, "Rydułtowy");
  return "/kept";
}

/** A link to sign in, as who was invited sees it. */
async function signInLink(page, lang) {
  await page.goto(`/${lang}/admin/people/invite`);
  await page.locator("#name").fill("Ola Nowa");
  await page.locator("#email").fill(`${lang}-${Date.now()}@example.org`);
  await page.locator("input[name=role][value=administrator]").check();
  await press(page);
  await page.locator("#link").waitFor();
  return (await page.locator("main").innerText()).match(/http:\S+?\/(?:pl|en)(\/link\/\w+)/)[1];
}

/** The page of a person, for administrators. */
async function person(page, lang) {
  await page.goto(`/${lang}/admin/people`);
  return (await page.locator("main a[href*='/admin/people/']:not([href$='/invite'])").first().getAttribute("href")).slice(3);
}

/** The files of an answer, one of them there already. */
async function fileAdded(page, lang) {
  const address = await own(OTHER_FILES)(page);
  await page.goto(`/${lang}${address}`);
  await page.locator("input[type=file]").setInputFiles({ name: "uchwała nr 12.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") });
  await page.locator("form[enctype] button").click();
  await page.waitForLoadState("load");
  return address;
}

let filled;

/** Fills in two questions of a workbook and, meanwhile, one of them on the page: a choice to be made and an answer to be saved. */
async function fillInBoth(page) {
  const assessment = await own("")(page);
  const bytes = await (await page.request.get(`/pl${assessment}/sections/STR/workbook.xlsx`)).body();
  await page.goto(`/pl${assessment}/sections/STR/1`);
  const options = (id) => page.locator(`input[name='a:${id}:chosen'][value^='option:']`);
  const names = await page.locator("input[type=radio][value^='option:']").evaluateAll((radios) => radios.map((radio) => radio.name.split(":")[1]));
  const [first, second] = new Set(names);
  const label = async (id) => (await page.locator(`label[for='${await options(id).nth(1).getAttribute("id")}']`).innerText()).replaceAll("\u00a0", " ");
  filled = filledIn(bytes, { [first]: await label(first), [second]: await label(second) });
  await options(first).nth((await options(first).nth(0).isChecked()) ? 2 : 0).check();
  await press(page);
  return `${assessment}/workbook`;
}

async function sendWorkbook(page) {
  await page.locator("#file").setInputFiles({ name: "ankieta.xlsx", mimeType: "application/octet-stream", buffer: filled });
  await press(page);
}

/** The section of Hrubieszów in which views are gathered, asked for if nobody has asked yet; `rest` lies under its page. */
const gathering = (rest) => async (page, lang) => {
  const views = await own("/sections/FIN/views")(page);
  await page.goto(`/${lang}${views}`);
  const ask = page.locator("main button[value=ask]");
  if (await ask.count()) await ask.click();
  return views + rest;
};

/** A section of Hrubieszów whose views are opened, one for each language. */
async function compared(page, lang) {
  const views = await own(`/sections/${lang === "pl" ? "SRV" : "SEC"}/views`)(page);
  await page.goto(`/${lang}${views}`);
  if (await page.locator("main a[href*='/settle/']").count()) return views;
  const ask = page.locator("main button[value=ask]");
  if (await ask.count()) await ask.click();
  await page.goto(`/${lang}${views}/1`);
  await answerPage(page);
  await save(page);
  await page.goto(`/${lang}${views}`);
  const open = page.locator("main button[value=open]");
  if (await open.count()) await open.click();
  return views;
}

/** The page on which a question is settled. */
async function settling(page, lang) {
  await page.goto(`/${lang}${await compared(page, lang)}`);
  return (await page.locator("main a[href*='/settle/']").first().getAttribute("href")).slice(3);
}

/** Sends a sheet of public figures. */
const sendSheet = (...rows) => async (page) => {
  const sheet = ["municipality,indicator,value,date,source", ...rows].join("\n");
  await page.locator("#file").setInputFiles({ name: "dane.csv", mimeType: "text/csv", buffer: Buffer.from(sheet) });
  await press(page);
};

const FIGURES = "/admin/networks/miasto-cyfrowe/public-data";
const FILES = "/sections/STR/files/str_strategy";
const OTHER_FILES = "/sections/STR/files/str_owner";
const CHILE = "/campaigns/chile-2021";
const EUROPE = "/campaigns/open-data-maturity-2023";
const CITIES = "/campaigns/miasto-cyfrowe-2026";

/**
 * `as` signs in; `path` is the address behind the language, as a text or as what finds it from the person's home page; `status` is the one expected;
 * `act` is done on the page before it is looked at. The journeys have run before: Świdwin has handed in, Zabrze has begun, Stalowa Wola has been asked back,
 * Jarosław is verified.
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
  { name: "own password, refused", as: "Zabrze", path: "/password", status: 422, act: press },
  { name: "second factor", as: "Zabrze", path: "/second-factor" },
  { name: "second factor, setting up", as: "Zabrze", path: "/second-factor", act: setUp },
  { name: "passkeys", as: "Zabrze", path: "/passkeys" },
  { name: "task list, begun", as: "Zabrze", path: own("") },
  // Together these have every kind of question, and public figures beside some.
  ...["STR", "FIN", "SRV", "SEC", "SKR"].map((id) => ({ name: `questions ${id}`, as: "Zabrze", path: own(`/sections/${id}/1`), whole: id === "SRV" })),
  { name: "questions, refused", as: "Zabrze", path: own("/sections/FIN/1"), status: 422, act: refuse },
  { name: "history of an answer", as: "Zabrze", path: historyOf, whole: true },
  { name: "two answers", as: "Zabrze", path: own("/sections/ORG/1"), status: 409, act: conflict },
  { name: "waiting answers", as: "Zabrze", path: "/kept" },
  { name: "waiting answers of somebody else", as: "Zabrze", path: lateAndAnother },
  { name: "sign-in, answers kept", as: "Zabrze", path: own("/sections/STR/1"), status: 401, act: late },
  { name: "files behind an answer", as: "Zabrze", path: own(FILES) },
  { name: "files behind an answer, refused", as: "Zabrze", path: own(FILES), status: 422, act: addWrong },
  { name: "files behind an answer, one added", as: "Zabrze", path: fileAdded },
  { name: "check of a section, begun", as: "Zabrze", path: own("/sections/STR/check") },
  { name: "workbooks", as: "Zabrze", path: own("/workbook") },
  { name: "workbooks, refused", as: "Zabrze", path: own("/workbook"), status: 422, act: press },
  { name: "what a workbook changes", as: "Zabrze", path: fillInBoth, act: sendWorkbook },
  { name: "handing in, incomplete", as: "Zabrze", path: own("/submit") },
  { name: "handing in, refused", as: "Zabrze", path: own("/submit"), status: 422, act: press },
  { name: "home after handing in", as: "Świdwin", path: "/home" },
  { name: "task list, handed in", as: "Świdwin", path: own("") },
  { name: "check of a section, handed in", as: "Świdwin", path: own("/sections/SRV/check") },
  { name: "receipt", as: "Świdwin", path: own("/receipt") },
  { name: "all answers on one page", as: "Świdwin", path: own("/answers") },
  { name: "remarks of the experts", as: "Świdwin", path: own("/remarks") },
  { name: "version of the survey", as: "Świdwin", path: own("/version") },
  { name: "results of an own city", as: "Świdwin", path: `${CITIES}/cities/teryt-3216011`, whole: true },
  { name: "explanation of an own city", as: "Świdwin", path: `${CITIES}/cities/teryt-3216011/explain/SRV` },

  { name: "task list, asked back", as: "Stalowa Wola", path: own("") },
  { name: "remarks to reply to", as: "Stalowa Wola", path: own("/remarks"), whole: true },
  { name: "remarks, a reply refused", as: "Stalowa Wola", path: own("/remarks"), status: 422, act: press },
  { name: "task list, verified", as: "Jarosław", path: own("") },
  { name: "remarks, closed", as: "Jarosław", path: own("/remarks") },
  { name: "results of an own city, verified", as: "Jarosław", path: `${CITIES}/cities/teryt-1804011` },

  { name: "task list with requests", as: "Hrubieszów", path: async (page, lang) => (await request(page, lang, `${lang}-list@example.org`)).replace(/^\/(pl|en)/, "") },
  { name: "asking for answers", as: "Hrubieszów", path: own("/ask"), whole: true },
  { name: "asking for answers, refused", as: "Hrubieszów", path: own("/ask"), status: 422, act: press },
  { name: "links for people who are asked", as: "Hrubieszów", path: own("/ask"), act: ask },
  { name: "a request for answers", as: "Hrubieszów", path: ofRequest },
  { name: "a request for answers, returned", as: "Hrubieszów", path: returned, whole: true },
  { name: "link of a request", as: "Hrubieszów", path: askedLink },
  { name: "link of a request, withdrawn", as: "Hrubieszów", path: withdrawnLink, status: 410 },
  { name: "own sections of who was asked", as: "Hrubieszów", path: ownSections, whole: true },
  { name: "asking for individual views", as: "Hrubieszów", path: own("/sections/STR/views") },
  { name: "individual views, being given", as: "Hrubieszów", path: gathering("") },
  { name: "own view", as: "Hrubieszów", path: gathering("/1"), whole: true },
  { name: "own view, refused", as: "Hrubieszów", path: gathering("/1"), status: 422, act: refuse },
  { name: "individual views, compared", as: "Hrubieszów", path: compared, whole: true },
  { name: "settling views", as: "Hrubieszów", path: settling },
  { name: "settling views, refused", as: "Hrubieszów", path: settling, status: 422, act: press, whole: true },
  { name: "workbook of who was asked", as: "Hrubieszów", path: async (page, lang) => `${await ownSections(page, lang)}/workbook`, whole: true },
  { name: "reminding those who were asked", as: "Hrubieszów", path: async (page, lang) => `${await request(page, lang, `${lang}-remind@example.org`)}/remind`, whole: true },
  { name: "own sections of who was asked, given back", as: "Hrubieszów", path: ownSections, act: (page) => page.locator("main form[action$='/give-back'] button").click() },
  { name: "task list, short form", as: "Hrubieszów", path: shortForm },
  { name: "own sessions", as: "Zabrze", path: "/sessions" },

  { name: "home of an expert", as: "Ekspert sieci", path: "/home" },
  { name: "overview, Miasto Cyfrowe", as: "Ekspert sieci", path: CITIES },
  { name: "review", as: "Ekspert sieci", path: `${CITIES}/cities/teryt-3216011/review` },
  { name: "review of a section", as: "Ekspert sieci", path: `${CITIES}/cities/teryt-3216011/review/SRV`, whole: true },
  { name: "review, a mark refused", as: "Ekspert sieci", path: `${CITIES}/cities/teryt-3216011/review/STR`, status: 422, act: remark },
  { name: "review, proposing an answer", as: "Ekspert sieci", path: `${CITIES}/cities/teryt-3216011/review/FIN/fin_spend` },
  { name: "review, returning refused", as: "Ekspert sieci", path: `${CITIES}/cities/teryt-3216011/review`, status: 422, act: press },
  { name: "review, asked back", as: "Ekspert sieci", path: `${CITIES}/cities/teryt-1818011/review` },
  { name: "review of a section, asked back", as: "Ekspert sieci", path: `${CITIES}/cities/teryt-1818011/review/STR` },
  { name: "review, verified", as: "Ekspert sieci", path: `${CITIES}/cities/teryt-1804011/review` },

  { name: "home of an administrator", as: "Administrator", path: "/home" },
  { name: "campaigns", as: "Administrator", path: "/admin" },
  { name: "new campaign", as: "Administrator", path: "/admin/new-campaign" },
  { name: "new campaign, refused", as: "Administrator", path: "/admin/new-campaign", status: 422, act: press },
  { name: "board of a campaign", as: "Administrator", path: "/admin/campaigns/miasto-cyfrowe-2026" },
  { name: "inviting municipalities", as: "Administrator", path: "/admin/campaigns/miasto-cyfrowe-2026/invite?q=Osiek" },
  { name: "letters of a campaign", as: "Administrator", path: "/admin/campaigns/miasto-cyfrowe-2026/letters" },
  { name: "reminders", as: "Administrator", path: "/admin/campaigns/miasto-cyfrowe-2026/remind" },
  { name: "closing a campaign", as: "Administrator", path: "/admin/campaigns/miasto-cyfrowe-2026/stage/close" },
  { name: "another version of the survey", as: "Administrator", path: "/admin/campaigns/miasto-cyfrowe-2026/version" },
  { name: "official score", as: "Administrator", path: "/admin/campaigns/miasto-cyfrowe-2026/official" },
  { name: "reopening a city", as: "Administrator", path: "/admin/campaigns/miasto-cyfrowe-2026/cities/teryt-3216011/reopen" },
  { name: "networks", as: "Administrator", path: "/admin/networks" },
  { name: "a network", as: "Administrator", path: "/admin/networks/miasto-cyfrowe" },
  { name: "public data", as: "Administrator", path: FIGURES },
  {
    name: "public data, refused",
    as: "Administrator",
    path: FIGURES,
    status: 422,
    whole: true,
    act: sendSheet("604011,total_spending,1,2024-12-31,GUS", "9999999,total_spending,1,2024-12-31,GUS"),
  },
  {
    name: "what a sheet of public data changes",
    as: "Administrator",
    path: FIGURES,
    act: sendSheet("2478011,total_spending,1,2024-12-31,Rb-28S https://example.org/rb", "3216011,total_spending,2,2024-12-31,Rb-28S"),
  },
  { name: "people", as: "Administrator", path: "/admin/people" },
  { name: "inviting a person", as: "Administrator", path: "/admin/people/invite" },
  { name: "inviting a person, refused", as: "Administrator", path: "/admin/people/invite", status: 422, act: press },
  { name: "a person", as: "Administrator", path: person },
  { name: "link to sign in", as: "Administrator", path: signInLink },
  { name: "problem: not allowed", as: "Zabrze", path: "/admin", status: 403 },
];

/** Opens a page in a language as the person who uses it; answers with the response. */
export async function open(page, entry, lang) {
  if (entry.as) await signIn(page, entry.as);
  const path = typeof entry.path === "function" ? await entry.path(page, lang) : entry.path;
  let response = await page.goto(`/${lang}${path}`);
  if (entry.act) {
    page.on("response", (answer) => answer.request().isNavigationRequest() && (response = answer));
    const loaded = page.waitForEvent("load");
    await entry.act(page);
    await loaded;
  }
  return response;
}
