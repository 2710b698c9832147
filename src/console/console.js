// Hastens what the page does without it: sections are fetched anew when the kiosk says that something changed, and a
// click does not load the whole page. It writes no markup of its own: the server's is parsed, never run.
"use strict";

let busy = false;
let again = false;

// By what an element is known again in a section that was made anew: whoever is on it by keys stays on it.
function mark(element) {
  return ["id", "href", "name", "value"].map((name) => element.getAttribute(name)).join(" ");
}

async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    const reply = await fetch("/live" + location.search);
    if (reply.ok) {
      const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
      for (const section of [...fresh.querySelectorAll("section[id]")]) {
        const old = document.getElementById(section.id);
        if (old && old.outerHTML !== section.outerHTML) {
          document.adoptNode(section);
          // Pictures first, so that nothing flickers.
          await Promise.all([...section.querySelectorAll("img")].map((img) => img.decode().catch(() => {})));
          const held = old.contains(document.activeElement) ? mark(document.activeElement) : null;
          old.replaceWith(section);
          if (held) {
            [...section.querySelectorAll("a, button, input")].find((next) => mark(next) === held)?.focus();
          }
        }
      }
    }
  } catch {
    // The kiosk is gone; the event stream tries again and refreshes when it is back.
  }
  busy = false;
  if (again) {
    again = false;
    refresh();
  }
}

const events = new EventSource("/events");
for (const kind of ["screen", "slip", "order"]) {
  events.addEventListener(kind, refresh);
}
// Whoever comes back from the payment page wants to see the shop's side.
window.addEventListener("focus", refresh);
window.addEventListener("pageshow", refresh);

document.addEventListener("submit", (event) => {
  const form = event.target;
  const said = [...new FormData(form, event.submitter).values()][0];
  if (said === undefined) {
    return;
  }
  event.preventDefault();
  fetch(form.action, { method: "POST", headers: { "Content-Type": "text/plain" }, body: said }).then(refresh, () => {});
  if (form.elements.code instanceof HTMLInputElement) {
    form.reset();
  }
});

// A scanner that is a keyboard types at once; on a phone that would leap past the screen.
if (matchMedia("(min-width: 60rem)").matches) {
  document.querySelector("input[name=code]")?.focus({ preventScroll: true });
}
