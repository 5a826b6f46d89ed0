// The `test` of every spec: beside what it tests, no page may write an error to the console (a refusal by the content security policy is one),
// throw in a script, or ask any other address than the program's own.
import { test as base, expect } from "@playwright/test";

export { expect };

export const test = base.extend({
  faults: [
    async ({ context, baseURL }, use) => {
      const faults = [];
      watch(context, faults, baseURL);
      await use(faults);
      expect(faults, "errors in the console, exceptions, foreign addresses").toEqual([]);
    },
    { auto: true },
  ],
});

/** `other` begins the addresses of another program of the test, whose pages are its own affair. */
export function watch(context, faults, baseURL, other) {
  const isOther = (url) => other && url.startsWith(`${other}/`);
  context.on("console", (message) => {
    if (!["error", "warning"].includes(message.type()) || isOther(message.page()?.url() ?? "")) return;
    // The browser reports a page that is meant to answer 404 or 422; files of a page must not.
    const isPageItself = message.location().url === message.page()?.url();
    if (isPageItself && /Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) return;
    faults.push(`${message.location().url}: ${message.text()}`);
  });
  context.on("weberror", (error) => faults.push(`${error.page()?.url()}: ${error.error().message}`));
  context.on("request", (request) => {
    const url = request.url();
    if (isOther(url) || isOther(request.frame().url())) return;
    if (!url.startsWith(`${baseURL}/`) && !/^(data|about|blob):/.test(url)) faults.push(`a request to ${url}`);
  });
}

/** A browser of its own on a server of its own, watched like the others. */
export async function visit(browser, faults, address, options = {}, other = undefined) {
  const context = await browser.newContext({ baseURL: address, ...options });
  watch(context, faults, address, other);
  return context.newPage();
}
