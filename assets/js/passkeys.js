// Passkeys: a form that asks the authenticator before it is sent. Where the browser cannot, the words beside it say what to do instead.

async function answered(form) {
  const asked = await fetch(form.dataset.passkey, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  // Refused: no device is asked, and the form, sent as it is, is answered with a page that says why.
  if (!asked.ok) return;
  const { ceremony, options } = await asked.json();
  const made = form.hasAttribute("data-new")
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  form.elements.ceremony.value = ceremony;
  form.elements.credential.value = JSON.stringify(made);
}

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    for (const words of document.querySelectorAll("[data-passkey-without]")) words.hidden = true;
    const failed = form.querySelector("[role=alert]");
    let isAsking = false;

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (isAsking) return;
      isAsking = true;
      failed.replaceChildren();
      try {
        await answered(form);
        form.submit();
      } catch {
        failed.textContent = form.dataset.failed;
      }
      isAsking = false;
    });
  }
}
