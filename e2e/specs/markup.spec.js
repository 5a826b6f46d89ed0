// Every page that links lead to, as each kind of person and in both languages: it answers, and its HTML has no errors and no warnings.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { FileSystemConfigLoader, HtmlValidate } from "html-validate";

import { PEOPLE, signIn } from "../lib/people.js";
import { expect, test } from "../lib/test.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const VNU = here("../node_modules/vnu-jar/build/dist/vnu.jar");
/** So many pages of one shape are looked at: a city's profile is like the next. */
const OF_ONE_SHAPE = 2;

/** The shape of an address: identifiers, numbers and the values of a query do not count. */
function shape(url) {
  const path = url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "*")
    .replace(/(\/cities\/)[^/]+/, "$1*")
    .replace(/(\/explain\/).+/, "$1*")
    .replace(/(\/sections\/)[^/]+\/\d+/, "$1*");
  return `${path}?${[...url.searchParams.keys()].sort()}`;
}

/** Walks from a page over all links; the HTML by address, and what did not answer. */
async function walk(request, start, origin) {
  const [pages, broken, seen, shapes] = [new Map(), [], new Set(), new Map()];
  const waiting = [{ address: start, from: "the start" }];
  while (waiting.length > 0) {
    const { address, from } = waiting.shift();
    const url = new URL(address, origin);
    url.hash = "";
    if (url.origin !== origin || seen.has(url.href)) continue;
    seen.add(url.href);
    const count = (shapes.get(shape(url)) ?? 0) + 1;
    shapes.set(shape(url), count);
    if (count > OF_ONE_SHAPE) continue;
    const response = await request.get(url.href, { failOnStatusCode: false });
    if (response.status() !== 200) broken.push(`${response.status()} ${url.pathname}${url.search} (linked from ${from})`);
    if (!(response.headers()["content-type"] ?? "").startsWith("text/html")) continue;
    const html = await response.text();
    pages.set(url.href, html);
    for (const [, link] of html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)) {
      waiting.push({ address: new URL(link.replaceAll("&amp;", "&"), url).href, from: url.pathname });
    }
  }
  return { pages, broken };
}

/** What the checker of the W3C says of files in a folder, warnings included. */
function checked(folder, names) {
  const run = (args) => execFileSync("java", ["-jar", VNU, "--exit-zero-always", "--format", "json", "--stdout", ...args], { maxBuffer: 1e8 });
  return JSON.parse(run([folder])).messages.map(({ url, lastLine, type, subType, message, extract }) => {
    const file = decodeURIComponent(url).split("/").at(-1);
    return `${names.get(file)}:${lastLine}: ${subType ?? type}: ${message} ${(extract ?? "").replace(/\s+/g, " ")}`;
  });
}

for (const person of [undefined, ...Object.keys(PEOPLE)]) {
  test(`links and HTML, ${person ?? "visitor"}`, async ({ page, baseURL }) => {
    test.setTimeout(300_000);
    if (person) await signIn(page, person);
    const folder = here(`../.work/html/${person ?? "visitor"}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const validator = new HtmlValidate(new FileSystemConfigLoader());
    const [found, names] = [[], new Map()];
    // Each page links to itself in the other language, so one walk sees both.
    const { pages, broken } = await walk(page.request, person ? "/pl/home" : "/pl", baseURL);
    found.push(...broken);
    for (const [address, html] of pages) {
      const [file, name] = [`${names.size}.html`, address.slice(baseURL.length)];
      names.set(file, name);
      writeFileSync(`${folder}/${file}`, html);
      const report = await validator.validateString(html, here("../page.html"));
      const messages = report.results.flatMap((result) => result.messages);
      found.push(...messages.map(({ line, ruleId, message, selector }) => `${name}:${line}: ${ruleId}: ${message} ${selector ?? ""}`));
    }
    found.push(...checked(folder, names));
    console.log(`${person ?? "visitor"}: the HTML of ${names.size} pages`);
    expect(found).toEqual([]);
  });
}
