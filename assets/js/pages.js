// The script of every page. Nothing depends on it: without it all pages work.

// After a refused form the reader starts at the list of errors.
const summary = document.querySelector(".govuk-error-summary");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const shown = field.closest("fieldset")?.querySelector("legend") ?? field.labels?.[0] ?? field;
    shown.scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

// Asks before a changed form is left; the browser brings its own words.
for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
  let changed = form.hasAttribute("data-changed");
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  // Saving in the background says so with this event.
  form.addEventListener("miernik:saved", () => { changed = false; });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

// A link that says it is a button is pressed by Space, as buttons are.
addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches("a[role=button]")) return;
  event.preventDefault();
  event.target.click();
});

// In a field of several lines Enter makes a new line; Ctrl+Enter saves, as Enter does in the others.
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target instanceof HTMLTextAreaElement) event.target.form?.requestSubmit();
});
