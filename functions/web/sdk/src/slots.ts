import { all, attribute, number, on } from "./dom.ts";
import type { Fields } from "./messages.ts";

/** What the app answers for a slot. */
export interface Decision {
  id: string;
  kind: string;
  decisionId: string;
  source: string;
  ttl: number;
  reason: { code: string; text: string };
  experiment?: { id: string; variant: string };
  content: Content | null;
}

/** What a slot shows: its members differ by kind. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Content = Record<string, any>;

const ordered = ["navigation", "listing", "search"];
const patience = 500;

/** A slot's name and kind: data-p13n-slot="ID KIND". */
export function slotOf(element: Element): { id: string; kind: string } {
  const [id = "", kind = "recommendations"] = attribute(element, "slot")!.trim().split(/\s+/);
  return { id, kind };
}

/** The element's parts that the app puts in order. */
export const items = (element: Element): HTMLElement[] => all("item", element);

/** The request for a slot. */
export function requestOf(element: Element): Fields {
  const { id, kind } = slotOf(element), text = (name: string) => attribute(element, name);
  return {
    id, kind, strategy: text("strategy"), limit: number(text("limit")), productId: text("product-id"), experiment: text("experiment"),
    items: ordered.includes(kind) ? items(element).map((item) => attribute(item, "item")!) : undefined,
  };
}

/** The page as its elements describe it. */
export function pageOf(): Fields {
  const element = all("page")[0];
  const text = (name: string) => (element && attribute(element, name)) || undefined;
  const viewed = all("view")[0];
  return {
    type: text("page") ?? "other", productId: viewed ? attribute(viewed, "product") : undefined, category: text("category"), query: text("query"),
    campaign: new URLSearchParams(location.search).get("utm_campaign") ?? undefined,
  };
}

/** Slots on the page that have something to ask for, each id once. */
export function slotsOnPage(): Map<string, HTMLElement> {
  const found = new Map<string, HTMLElement>();
  for (const element of all("slot")) {
    const { id, kind } = slotOf(element);
    if (!found.has(id) && (!ordered.includes(kind) || items(element).length > 0)) found.set(id, element);
  }
  return found;
}

/** Keeps the slot's place, so that nothing moves when its content comes. What is put in another order is not shown before that, for half a second at most. */
export function reserve(element: HTMLElement): void {
  const height = number(attribute(element, "height"));
  if (height) element.style.minHeight = `${height}px`;
  if (ordered.includes(slotOf(element).kind) && !attribute(element, "decision")) {
    element.style.visibility = "hidden";
    setTimeout(() => release(element), patience);
  }
}

/** Shows what waited. */
export const release = (element: HTMLElement): void => void element.style.removeProperty("visibility");

const own = new WeakMap<Element, Node[]>();
let touched = -1_000;
on(document, "click", (event) => void (touched = event.timeStamp), true);

/** Shows something instead of what the shop has put there itself. */
export function fill(element: HTMLElement, ...content: Node[]): void {
  if (!own.has(element)) own.set(element, [...element.childNodes]);
  element.replaceChildren(...content);
  element.hidden = false;
}

/** Nothing is shown there but what the shop has put there itself. Without that its place goes too, where nobody sees it go, or whoever has just clicked expects it. */
export function leaveEmpty(element: HTMLElement): void {
  const before = own.get(element);
  if (before) element.replaceChildren(...before);
  if (element.childElementCount === 0 && (element.getBoundingClientRect().top >= innerHeight || performance.now() - touched < 400)) element.hidden = true;
}

/** Puts the parts into an order; what it does not name stays behind the rest. */
export function reorder(element: HTMLElement, order: string[]): void {
  const parts = items(element), place = new Map(order.map((name, index) => [name, index]));
  const wished = [...parts].sort((one, other) => (place.get(attribute(one, "item")!) ?? order.length) - (place.get(attribute(other, "item")!) ?? order.length));
  if (wished.every((part, index) => part === parts[index])) return;
  for (const part of wished) part.parentElement!.append(part);
}
