import { capture } from "./capture.ts";
import { chat } from "./chat.ts";
import { configOf } from "./config.ts";
import { consents as consentsIn, type Said } from "./consent.ts";
import { type CartLine, decide } from "./decide.ts";
import { on } from "./dom.ts";
import { keepIn } from "./keep.ts";
import { type Fields, messages, newId, pageFields } from "./messages.ts";
import { navigation } from "./navigation.ts";
import { outside } from "./outside.ts";
import { pending as pendingIn } from "./pending.ts";
import { popups } from "./popup.ts";
import { render } from "./render.ts";
import { sender as senderOf } from "./sender.ts";
import { leaveEmpty, release, requestOf, reserve, slotsOnPage } from "./slots.ts";
import { consentEvent, visitor as visitorIn } from "./visitor.ts";

const config = configOf(document.currentScript as HTMLScriptElement);
const keep = keepIn(() => localStorage);
const asksForPrivacy = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
const consents = consentsIn(keep, config.consent, asksForPrivacy);
const visitor = visitorIn(keep, consents, Date.now, newId);
const pending = pendingIn(keep);
const sender = senderOf(pending, config.writeKey, outside(config));
const make = messages(config, consents, visitor);
let cart: CartLine[] | undefined, decided = new WeakSet<Element>(), timer = 0, turns = 0;

function send(type: string, fields: Fields): void {
  if (!consents.mayKnow()) return;
  pending.add(make(type, fields), Date.now());
  sender.soon();
}

const track = (event: string, properties: Fields = {}) => send("track", { event, properties });
const watcher = capture({ track, viewed: visitor.view });
const popup = popups(config, {
  shown: visitor.popups,
  show: visitor.popup,
  ask: async () => (config.popup ? (await decide(config, consents, visitor, cart, [popupSlot()], true))[0] : undefined),
  signUp: (email) => send("identify", { traits: { email, "subscription:email": "subscribed" } }),
});

// Nobody who cannot be known again can be spared a second pop-up.
const popupSlot = () => ({ id: config.popup, kind: "popup" });
const mayPop = () => !!config.popup && consents.may("personalization");

/** Decides what has not been decided on this page yet. Pop-ups are asked for along with the first slots; alone where there are none. */
async function look(alone = false): Promise<void> {
  watcher.scan();
  const slots = slotsOnPage(), first = !decided.has(document.documentElement);
  for (const [id, element] of slots) if (decided.has(element)) slots.delete(id);
  if (slots.size === 0 && !(first && mayPop())) return;
  if (slots.size === 0 && !alone) return void setTimeout(() => void look(true), 1_000);
  decided.add(document.documentElement);
  const turn = turns;
  const requests = [...slots.values()].map((element) => (decided.add(element), reserve(element), requestOf(element)));
  const decisions = await decide(config, consents, visitor, cart, first && mayPop() ? [...requests, popupSlot()] : requests);
  for (const decision of decisions) {
    const element = slots.get(decision.id);
    if (turn !== turns) break; // The visitor is on another page by now.
    if (decision.kind === "popup") decision.content && popup.arm(decision);
    else if (element) {
      if (render(element, decision, config)) watcher.renew(element);
      else leaveEmpty(element);
      if (decision.experiment) watcher.exposed(element, decision.experiment, decision.decisionId);
    }
  }
  slots.forEach(release);
  dispatchEvent(new CustomEvent("p13n:decided", { detail: decisions }));
  watcher.scan();
}

function soon(): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => void look(), 20);
}

function turned(): void {
  turns++;
  watcher.turn();
  popup.turn();
  decided = new WeakSet();
  visitor.page();
  send("page", { properties: pageFields() });
  soon();
}

const api = {
  track,
  /** Who the visitor is, once the shop knows. */
  identify(userId: string, traits: Fields = {}): void {
    visitor.identify(userId);
    send("identify", { traits });
  },
  /** Another page, where the address does not tell. */
  page: turned,
  /** Decides all slots of the page anew. */
  refresh(): void {
    decided = new WeakSet([document.documentElement]);
    soon();
  },
  /** What lies in the cart now; what goes by it is decided anew. */
  cart(lines: CartLine[]): void {
    const changed = cart !== undefined && JSON.stringify(lines) !== JSON.stringify(cart);
    cart = lines;
    if (!changed) return;
    for (const element of document.querySelectorAll("[data-p13n-live]")) decided.delete(element);
    soon();
  },
  /** What the visitor agrees to and what not; without a choice, what was said so far. */
  consent(choice?: Said): Said {
    if (!choice) return consents.said();
    const id = keep.get("id");
    consents.say(choice);
    const said = { event: consentEvent, properties: { consent: { categoryPreferences: consents.said() } } };
    if (consents.mayKnow()) send("track", said);
    else {
      visitor.forget();
      // The no itself has to arrive.
      if (id) pending.add({ ...make("track", said), anonymousId: id }, Date.now());
      sender.soon();
    }
    if (!consents.may("personalization")) for (const name of ["visit", "viewed", "popups"]) keep.remove(name);
    turned();
    return consents.said();
  },
  /** Signed out: the next visitor of this browser is somebody else. */
  reset: (): void => visitor.forget(),
  /** Sends now what waits. */
  flush: sender.flush,
  /** The id of this browser, if there is one. */
  id: (): string | undefined => visitor.id(),
  /** Runs a command such as ["track", "Event", {...}]. */
  push(command: [string, ...unknown[]]): void {
    (api as unknown as Record<string, (...all: unknown[]) => void>)[command[0]]?.(...command.slice(1));
  },
};

export type Api = typeof api;

function start(): void {
  const early = (window as { p13n?: unknown }).p13n;
  (window as { p13n?: unknown }).p13n = api;
  if (Array.isArray(early)) early.forEach(api.push);
  if (!consents.mayKnow()) visitor.forget();
  sender.soon();
  turned();
  if (config.pages) navigation(turned);
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  on(window, "online", () => void sender.flush());
  on(document, "visibilitychange", () => document.visibilityState === "hidden" && sender.leave());
  on(window, "pagehide", sender.leave);
  if (config.chat) chat(config, () => ({ anonymousId: consents.may("personalization") ? visitor.id() : undefined, productId: document.querySelector("[data-p13n-view]")?.getAttribute("data-p13n-product") ?? undefined, cart: cart?.map((line) => line.productId) }));
}

if (document.body && document.readyState !== "loading") start();
else on(document, "DOMContentLoaded", start);
