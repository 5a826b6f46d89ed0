// Copies on this device of answers that the server has not confirmed yet: one for each question and person. They go when the server has confirmed them,
// and when the person signs out.

const COPY = "miernik:";
const copies = {
  key: (form, question) => `${COPY}${session?.person}:${form.split("/")[0]}:${question}`,

  /** Keeps a copy; whether this device could. */
  keep(form, copy) {
    try {
      localStorage.setItem(copies.key(form, copy.question), JSON.stringify({ form, ...copy }));
      return true;
    } catch {
      return false;
    }
  },

  remove(form, question) {
    try {
      localStorage.removeItem(copies.key(form, question));
    } catch {
      // A device that keeps nothing has nothing to remove.
    }
  },

  /** The copies of the person who is signed in. */
  all() {
    try {
      const own = Object.keys(localStorage).filter((key) => key.startsWith(`${COPY}${session?.person}:`));
      return own.map((key) => JSON.parse(localStorage.getItem(key)));
    } catch {
      return [];
    }
  },

  clear() {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(COPY)) localStorage.removeItem(key);
    } catch {
      // See above.
    }
  },
};

/** Sends some answers of one page in the background; what the server says of them, and its status. Fails where there is no connection. */
async function sendAnswers(action, form, answers) {
  const body = new URLSearchParams({ csrf: session.csrf, form, then: "autosave" });
  for (const { question, base, fields } of answers) {
    body.append("question[]", `${question}@${base}`);
    for (const [name, value] of fields) body.append(name, value);
  }
  // What is sent while the page goes away must be short.
  const keepalive = body.toString().length < 60_000;
  const answer = await fetch(action, { method: "POST", body, keepalive, signal: AbortSignal.timeout(15_000) });
  const isOurs = answer.headers.get("content-type") === "application/json";
  const said = isOurs ? await answer.json() : {};
  if (isOurs) dispatchEvent(new CustomEvent("miernik:session", { detail: said }));
  return { status: answer.status, versions: {}, conflicts: [], ...said, words: isOurs ? said.status : undefined };
}

document.querySelector("form[action$='/sign-out']")?.addEventListener("submit", copies.clear);

/** Sends the copies of other pages; those that need a decision wait for their page. */
async function sendCopies(here) {
  for (const { action, form, question, base, fields } of copies.all()) {
    if (form === here) continue;
    const { versions } = await sendAnswers(action, form, [{ question, base, fields }]).catch(() => ({ versions: {} }));
    if (question in versions) copies.remove(form, question);
  }
}
