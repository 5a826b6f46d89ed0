// The last line of the browser tests, in the plain form that other programs read.
export default class ClosingLine {
  #counts = { passed: 0, failed: 0, skipped: 0 };
  #root;

  onBegin(_config, root) {
    this.#root = root;
  }

  // What fails outside a test, such as a server that does not start.
  onError() {
    this.#counts.failed += 1;
  }

  onEnd() {
    for (const test of this.#root.allTests()) {
      const outcome = test.outcome();
      this.#counts[outcome === "skipped" ? "skipped" : outcome === "unexpected" ? "failed" : "passed"] += 1;
    }
    const { passed, failed, skipped } = this.#counts;
    process.stdout.write(`\nbrowser: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  }

  printsToStdio() {
    return false;
  }
}
