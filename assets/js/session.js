// Before a sign-in ends the page says so, politely, and offers to go on. Other scripts say with the event `miernik:session` how long it goes on now.

/** The sign-in of this page: who, until when (by the clock of this machine, so that the server's may differ), and the secret of its forms. */
const session = (() => {
  const place = document.getElementById("session");
  return place && { place, person: place.dataset.person, csrf: document.querySelector("form[action$='/sign-out'] input[name=csrf]")?.value };
})();

if (session) {
  const { place } = session;
  /** Seconds before the end at which the page speaks up. */
  const EARLY = 300;
  let end = Date.now() + 1000 * Number(place.dataset.seconds);
  let began = end;

  const look = () => {
    const soon = end - Date.now() < 1000 * EARLY;
    if (!soon) place.replaceChildren();
    else if (!place.hasChildNodes()) place.append(document.getElementById("session-ending").content.cloneNode(true));
  };

  addEventListener("miernik:session", ({ detail: { seconds, ends } }) => {
    began = end;
    end = Date.now() + 1000 * seconds;
    for (const words of document.querySelectorAll("[data-session-ends]")) words.textContent = ends;
    look();
  });

  place.addEventListener("click", async (event) => {
    if (!event.target.closest("button")) return;
    const body = new URLSearchParams({ csrf: session.csrf });
    const answer = await fetch(place.dataset.stay, { method: "POST", body }).catch(() => undefined);
    if (!answer?.ok) return;
    dispatchEvent(new CustomEvent("miernik:session", { detail: await answer.json() }));
    // The end did not move: a sign-in does not go on for ever.
    if (Math.abs(end - began) < 5000 && place.hasChildNodes()) {
      place.querySelector("span").textContent = place.dataset.last;
      place.querySelector("button").remove();
    }
  });

  setInterval(look, 10_000);
  document.addEventListener("visibilitychange", look);
  look();
}
