// Letters through a real mail server: the first administrator invites, the person comes in by the link of the letter.
import { post } from "../lib/post.js";
import { dataFolder, serve } from "../lib/server.js";
import { expect, test } from "../lib/test.js";

const FROM = ["--mail-from", "Miernik <miernik@example.org>", "--smtp-url"];
const PASSWORD = "zielony rower na moście";

async function setUp(page, server) {
  await page.goto(server.setup);
  await page.locator("#name").fill("Anna Administratorka");
  await page.locator("#email").fill("anna@example.org");
  await page.locator("#password").fill(PASSWORD);
  await page.locator("main form button").click();
  await expect(page).toHaveURL(`${server.address}/pl/home`);
}

async function invite(page, server, name, email) {
  await page.goto(`${server.address}/pl/admin/people/invite`);
  await page.locator("#name").fill(name);
  await page.locator("#email").fill(email);
  await page.locator("input[name=role][value=administrator]").check();
  await page.locator("main form button[type=submit]").click();
  await expect(page.locator("main")).toContainText(email);
  await expect(page.locator("#link"), "the link goes by letter only").toHaveCount(0);
}

test("an invited person comes in by the link of a letter", async ({ page, browser }) => {
  const [data, mail] = [dataFolder(), await post()];
  const server = await serve(data.folder, [...FROM, mail.url]);
  await setUp(page, server);
  await invite(page, server, "Zofia Żółć", "zofia@example.org");
  await expect.poll(() => mail.letters.length, { timeout: 20_000 }).toBe(1);
  const [letter] = mail.letters;
  expect(letter.to).toBe("zofia@example.org");
  expect(letter.head).toContain("Content-Type: text/plain; charset=utf-8");
  expect(letter.text).toContain("Dzień dobry,");
  const link = letter.text.match(/^http\S+\/link\/\S+/m)[0];
  expect(link.startsWith(server.address)).toBe(true);
  const other = await browser.newContext();
  const guest = await other.newPage();
  await guest.goto(link);
  await guest.locator("main form button").click();
  await expect(guest).toHaveURL(`${server.address}/pl/home`);
  await expect(guest.locator(".miernik-header__who")).toHaveText("Zofia Żółć");
  await other.close();
  await server.end("SIGTERM");
  await mail.end();
  data.remove();
});

test("O4: killed while letters are on their way, none is missing and none comes under two names", async ({ page }) => {
  const [data, mail] = [dataFolder(), await post()];
  let server = await serve(data.folder, [...FROM, mail.url]);
  await setUp(page, server);
  const people = Array.from({ length: 8 }, (_, at) => `osoba${at}@example.org`);
  for (const [at, email] of people.entries()) {
    await invite(page, server, `Osoba ${at}`, email);
    if (at % 2) {
      await server.end("SIGKILL");
      server = await serve(data.folder, [...FROM, mail.url]);
      await page.goto(`${server.address}/pl/sign-in`);
      await page.locator("#email").fill("anna@example.org");
      await page.locator("#password").fill(PASSWORD);
      await page.locator("main form button").click();
    }
  }
  const came = () => new Set(mail.letters.map(({ to }) => to)).size;
  await expect.poll(came, { timeout: 30_000 }).toBe(people.length);
  expect(new Set(mail.letters.map(({ id }) => id)).size, "a letter that came twice came under one Message-ID").toBe(people.length);
  await server.end("SIGTERM");
  await mail.end();
  data.remove();
});

test("a mail server whose certificate nobody knows gets no letter", async ({ page }) => {
  const [data, mail] = [dataFolder(), await post()];
  const server = await serve(data.folder, [...FROM, `${mail.url}?tls=required`]);
  await setUp(page, server);
  await invite(page, server, "Zofia Żółć", "zofia@example.org");
  await expect.poll(() => server.log(), { timeout: 20_000 }).toContain("no way to the mail server");
  expect(mail.letters).toEqual([]);
  await server.end("SIGTERM");
  await mail.end();
  data.remove();
});
