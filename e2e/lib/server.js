// A server of its own: `miernik serve` on a data folder, as an operator starts it.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder for data; `remove` takes it away again. */
export function dataFolder() {
  const folder = mkdtempSync(join(tmpdir(), "miernik-e2e-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Starts the program on a folder, with further arguments, and waits until it says where it serves; `setup` is the link of the first administrator, if
 * there is none yet.
 */
export const serve = (folder, more = []) => start(["serve", "--data", folder, ...more]);

/** Starts a demo of its own, on data that nobody else changes. */
export const demo = () => start(["demo"]);

/** A port that nobody uses at this moment. */
export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function start(command) {
  const begin = performance.now();
  const child = spawn(process.env.MIERNIK_BIN, [...command, ...(command.includes("--listen") ? [] : ["--listen", "127.0.0.1:0"])], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  let [said, log] = ["", ""];
  child.stderr.on("data", (text) => (log += text));
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => {
      said += text;
      if (said.includes("Ctrl+C")) resolve();
    });
    ended.then(({ code }) => reject(new Error(`the server ended with ${code}:\n${log}`)));
  });
  return {
    address: said.match(/(?:serves|demo) at (\S+)/)[1],
    setup: said.match(/\S+\/setup\/\S+/)?.[0],
    started: performance.now() - begin,
    log: () => log,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
