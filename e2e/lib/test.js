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
    if (isOther(message.page()?.url() ?? "")) return;
    // What is refused is looked at below, where it is known what was asked for.
    if (["error", "warning"].includes(message.type()) && !message.text().startsWith("Failed to load resource")) faults.push(`${message.location().url}: ${message.text()}`);
  });
  // A page may answer 404 or 422, and so may what is saved in the background; the files of a page must be there, and nothing may fail.
  context.on("response", (response) => {
    const [request, status] = [response.request(), response.status()];
    if (isOther(response.url())) return;
    if (status >= 500 || (status >= 400 && request.method() === "GET" && !request.isNavigationRequest())) faults.push(`${response.url()}: ${status}`);
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
