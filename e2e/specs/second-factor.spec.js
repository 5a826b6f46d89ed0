// The second factor: set up, asked for at sign-in, by keyboard, with and without JavaScript; each of its pages accessible.
import { createHmac } from "node:crypto";

import jsQR from "jsqr";

import { looksRight } from "../lib/accessibility.js";
import { PASSWORD, leave, setUp } from "../lib/people.js";
import { dataFolder, serve } from "../lib/server.js";
import { expect, test, visit } from "../lib/test.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code that an app shows for a secret in base32, some intervals from now (RFC 6238). */
function code(secret, intervals = 0) {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + intervals));
  const hash = createHmac("sha1", key).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** What a camera reads of the picture: its dark squares, four by four points each, on white. */
async function seen(page) {
  await expect(page.locator("main svg rect")).toHaveAttribute("fill", "#fff");
  await expect(page.locator("main svg path")).toHaveAttribute("fill", "#000");
  const side = Number((await page.locator("main svg").getAttribute("viewBox")).split(" ")[2]);
  const points = new Uint8ClampedArray(side * side * 64).fill(255);
  for (const [, x, y] of (await page.locator("main svg path").getAttribute("d")).matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let at = 0; at < 16; at++) {
      const point = (Number(y) * 4 + (at >> 2)) * side * 4 + Number(x) * 4 + (at & 3);
      points.fill(0, point * 4, point * 4 + 3);
    }
  }
  return jsQR(points, side * 4, side * 4)?.data;
}

for (const javaScriptEnabled of [true, false]) {
  test(`set up and asked for, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({ browser, faults }) => {
    const data = dataFolder();
    const server = await serve(data.folder);
    const page = await visit(browser, faults, server.address, { javaScriptEnabled });
    await setUp(page, server);

    await page.goto("/pl/second-factor");
    await page.locator("main form button").click();
    if (javaScriptEnabled) await looksRight(page);
    const secret = (await page.locator("#secret").textContent()).replaceAll(" ", "");
    expect(await seen(page)).toBe(`otpauth://totp/Miernik:anna%40example.org?secret=${secret}&issuer=Miernik`);
    await page.locator("#code").fill("000000");
    await page.locator("#code").press("Enter");
    await expect(page).toHaveTitle(/^Błąd: /);
    await page.locator("#code").fill(code(secret));
    await page.locator("#code").press("Enter");
    await expect(page.locator("#codes li")).toHaveCount(10);
    if (javaScriptEnabled) await looksRight(page);
    const recovery = await page.locator("#codes li").first().textContent();

    await leave(page);
    const first = async () => {
      await page.goto("/pl/sign-in?next=/pl/password");
      await page.locator("#email").fill("anna@example.org");
      await page.locator("#password").fill(PASSWORD);
      await page.locator("#password").press("Enter");
      await expect(page.locator("#code")).toBeVisible();
    };
    await first();
    if (javaScriptEnabled) await looksRight(page);
    // The code that set it up is used; the next one counts already, for clocks that are ahead.
    await page.locator("#code").fill(code(secret, 1));
    await page.locator("#code").press("Enter");
    await expect(page).toHaveURL(`${server.address}/pl/password`);
    await page.locator(".miernik-header__tools form button").click();
    await first();
    await page.locator("#code").fill(recovery);
    await page.locator("#code").press("Enter");
    await expect(page).toHaveURL(`${server.address}/pl/password`);
    await server.end("SIGTERM");
    data.remove();
  });
}
