// Browser tests of the built program. Everything stays on this machine: the program listens on the loopback address, and the browser may reach nothing else.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { defineConfig } from "@playwright/test";

const root = fileURLToPath(new URL("..", import.meta.url));

// The configuration is read again in every worker: what is decided here is handed on in the environment.
process.env.MIERNIK_BIN ??= `${JSON.parse(execFileSync("cargo", ["metadata", "--format-version=1", "--no-deps", "--offline"], { cwd: root, maxBuffer: 1e8 })).target_directory}/debug/miernik`;
process.env.MIERNIK_E2E_PORT ??= String(20_000 + (process.pid % 10_000));
const address = `127.0.0.1:${process.env.MIERNIK_E2E_PORT}`;

export default defineConfig({
  testDir: "specs",
  outputDir: ".work/results",

  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["./lib/closing-line.js"]],
  use: {
    baseURL: `http://${address}`,
    locale: "pl-PL",
    timezoneId: "Europe/Warsaw",
    trace: "retain-on-failure",
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-domain-reliability",
        "--disable-sync",
        "--no-pings",
        "--no-proxy-server",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
      ],
    },
  },
  projects: [
    { name: "pages", testMatch: ["pages.spec.js", "markup.spec.js"], dependencies: ["journeys"] },
    { name: "journeys", testMatch: "*.journey.spec.js" },
    { name: "server", testMatch: ["server.spec.js", "mail.spec.js", "second-factor.spec.js", "passkeys.spec.js", "provider.spec.js"] },
    { name: "lossless", testMatch: "lossless.spec.js" },
    { name: "walks", testMatch: "walks.spec.js" },
    { name: "screenshots", testMatch: "screenshots.js", dependencies: ["journeys"] },
  ],
  webServer: {
    command: `"${process.env.MIERNIK_BIN}" demo --listen ${address}`,
    url: `http://${address}/pl/sign-in`,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
  },
});
