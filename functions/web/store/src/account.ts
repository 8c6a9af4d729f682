import { make } from "../../sdk/src/dom.ts";
import type { Purpose } from "../../sdk/src/consent.ts";
import { field } from "./buying.ts";
import { link, p13n, page, shelf, words } from "./page.ts";

const purposes = ["personalization", "analytics", "marketing"] as const;
const name = "shop.customer";

export function account(redraw: () => void): HTMLElement {
  const customer = sessionStorage.getItem(name);
  return page("account", words.account, {}, make("h1", {}, words.account),
    customer ? signedIn(customer, redraw) : signIn(redraw), choices(),
    make("p", {}, link("known", words.known)), shelf("account-seen", words.seen, "recently_viewed"));
}

function signIn(redraw: () => void): HTMLElement {
  const form = make("form", {}, make("h2", {}, words.signIn), field("firstName", words.name, "text", "given-name"), field("email", words.email, "email", "email"), make("button", { class: "primary" }, words.signIn));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = new FormData(form), email = String(said.get("email"));
    sessionStorage.setItem(name, String(said.get("firstName")));
    p13n().identify(email, { firstName: said.get("firstName"), email });
    redraw();
  });
  return form;
}

function signedIn(customer: string, redraw: () => void): HTMLElement {
  const button = make("button", { type: "button" }, words.signOut);
  button.addEventListener("click", () => {
    sessionStorage.removeItem(name);
    p13n().reset();
    redraw();
  });
  return make("p", {}, `${words.signedIn} `, make("bdi", {}, customer), " ", button);
}

function choices(): HTMLElement {
  const said = p13n().consent();
  const boxes = purposes.map((purpose) => {
    const box = make("input", { type: "checkbox", name: purpose });
    box.checked = said[purpose] === true;
    return make("label", { class: "choice" }, box, words[purpose]);
  });
  const status = make("p", { role: "status" });
  const form = make("form", {}, make("h2", {}, words.choices), ...boxes, make("button", { class: "primary" }, words.save), status);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const ticked = new FormData(form);
    p13n().consent(Object.fromEntries(purposes.map((purpose) => [purpose, ticked.has(purpose)])) as Record<Purpose, boolean>);
    status.textContent = words.saved;
  });
  return form;
}

/** Asks whoever has not said anything yet. It covers nothing and waits as long as it takes. */
export function askForConsent(): HTMLElement | undefined {
  if (p13n().consent().personalization !== undefined) return undefined;
  const answer = (text: string, yes: boolean) => {
    const button = make("button", { type: "button", class: "primary" }, text);
    button.addEventListener("click", () => {
      region.remove();
      p13n().consent({ personalization: yes, analytics: yes });
    });
    return button;
  };
  const region = make("section", { class: "consent", "aria-labelledby": "consent-title" },
    make("h2", { id: "consent-title" }, words.askTitle), make("p", {}, words.askText), answer(words.yes, true), answer(words.no, false));
  return region;
}
