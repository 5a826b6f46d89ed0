// Passkeys: a form that asks the authenticator before it is sent. Where the browser cannot, the words beside it say what to do instead.

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    for (const words of document.querySelectorAll("[data-passkey-without]")) words.hidden = true;
    const { ceremony, credential, csrf } = form.elements;
    const failed = form.querySelector("[role=alert]");

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.replaceChildren();
      try {
        const body = new URLSearchParams({ csrf: csrf?.value ?? "" });
        const answer = await fetch(form.dataset.passkey, { method: "POST", body });
        if (!answer.ok) throw new Error(answer.status);
        const asked = await answer.json();
        const made = form.hasAttribute("data-new")
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked.options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.options) });
        ceremony.value = asked.ceremony;
        credential.value = JSON.stringify(made);
        form.submit();
      } catch {
        failed.textContent = form.dataset.failed;
      }
    });
  }
}
