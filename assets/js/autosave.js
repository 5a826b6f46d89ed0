// Saves a page of questions in the background: a moment after typing, and when the page is left. Only questions that have changed are sent, each with the
// version that the page has seen. Without this script the page is saved by its button, as ever.

const PAUSE = 800;
const RETRY = 10_000;

const page = session && document.querySelector("form[data-autosave]");
if (page) {
  const status = document.getElementById("saved");
  const form = page.elements.form.value;
  const seen = new Map();
  const conflicts = new Set();
  let [timer, sending, resent] = [0, undefined, false];

  const marker = (question) => [...page.querySelectorAll("input[name='question[]']")].find(({ value }) => value.startsWith(`${question}@`));
  const questions = () => [...page.querySelectorAll("input[name='question[]']")].map(({ value }) => value.slice(0, value.lastIndexOf("@")));
  const base = (question) => marker(question).value.slice(question.length + 1);
  const say = (words) => {
    if (words && status.textContent !== words) status.textContent = words;
  };

  /** What stands in the fields of a question. */
  function read(question) {
    const fields = [...new FormData(page)].filter(([name]) => name.startsWith(`a:${question}:`));
    return { question, base: base(question), fields, text: JSON.stringify(fields) };
  }

  /** The questions whose answers the server does not know yet; one with two answers waits for a decision. */
  const changed = () => {
    const open = questions().filter((question) => !conflicts.has(question) && !page.elements[`a:${question}:conflict`]);
    return open.map(read).filter(({ question, text }) => seen.get(question) !== text);
  };

  const copy = ({ question, base, fields }) => copies.keep(form, { action: page.action, question, base, fields });

  async function send() {
    clearTimeout(timer);
    if (sending) {
      resent = true;
      return sending;
    }
    const answers = changed();
    if (answers.length === 0) return undefined;
    const here = answers.map(copy).every(Boolean);
    sending = sendAnswers(page.action, form, answers)
      .then((said) => settle(said, answers))
      .catch(() => {
        say(here ? status.dataset.here : status.dataset.nowhere);
        timer = setTimeout(send, RETRY);
      });
    await sending;
    sending = undefined;
    if (resent) {
      resent = false;
      return send();
    }
    return undefined;
  }

  /** Takes note of what the server has said. */
  function settle(said, answers) {
    for (const { question, text } of answers) {
      if (question in said.versions) {
        marker(question).value = `${question}@${said.versions[question]}`;
        seen.set(question, text);
        copies.remove(form, question);
      } else if (said.conflicts.includes(question)) {
        conflicts.add(question);
        document.getElementById("conflict").hidden = false;
      } else if (said.status === 422) {
        // It is sent again when it has changed; until then it stays on this device.
        seen.set(question, text);
      }
    }
    if (said.status === 401 || said.status === 403) return say(status.dataset.signedOut);
    if (said.status >= 500) throw new Error(`the server answered ${said.status}`);
    if (said.status === 200 && changed().length === 0) page.dispatchEvent(new Event("miernik:saved"));
    return say(said.words);
  }

  /** Puts a copy of this device back into its fields; it goes on from the version that it began from. */
  function restore({ question, base, fields }) {
    for (const control of page.elements) {
      if (!control.name?.startsWith(`a:${question}:`)) continue;
      const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
    }
    marker(question).value = `${question}@${base}`;
  }

  for (const question of questions()) seen.set(question, read(question).text);
  for (const kept of copies.all().filter((kept) => kept.form === form)) {
    // A page that came back holds what was typed already; a question that is not asked any more has nowhere to go.
    if (page.hasAttribute("data-changed") || !marker(kept.question)) copies.remove(form, kept.question);
    else if (seen.get(kept.question) === JSON.stringify(kept.fields)) copies.remove(form, kept.question);
    else {
      restore(kept);
      say(status.dataset.again);
    }
  }
  sendCopies(form);
  send();

  page.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  });
  page.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (sending) {
      // The answer that is on its way comes first: the page is sent with the versions that it makes.
      event.preventDefault();
      sending.then(() => page.requestSubmit(event.submitter));
      return;
    }
    for (const answer of changed()) copy(answer);
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
  });
  // A page that the browser had put aside may show versions that are over; what was not confirmed yet is kept and comes back.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
} else if (session) {
  sendCopies();
}

// Tells how many characters are left in a long text, when there are few.
document.addEventListener("input", ({ target }) => {
  const most = Number(target.dataset?.most);
  const place = most && target.nextElementSibling;
  if (!place) return;
  const left = most - [...target.value].length;
  place.textContent = left > most / 20 ? "" : `${left < 0 ? place.dataset.over : place.dataset.left} ${Math.abs(left)}`;
});
