import type { Config } from "./config.ts";
import { all, attribute, make, safeUrl } from "./dom.ts";
import { labels } from "./labels.ts";
import { type Content, type Decision, fill, reorder } from "./slots.ts";

/** How prices are written for this visitor. */
export function money(price: unknown, currency: string | undefined, config: Config): string | undefined {
  if (typeof price !== "number") return undefined;
  return new Intl.NumberFormat(config.language, { style: "currency", currency: currency ?? config.currency }).format(price);
}

/** Where a product's page is. */
export const linkOf = (item: Content, config: Config): string | undefined =>
  config.productUrl ? config.productUrl.replace("{id}", encodeURIComponent(item.productId)) : safeUrl(item.url);

/** Shows what was decided; false where there is nothing to show. */
export function render(element: HTMLElement, decision: Decision, config: Config): boolean {
  const { content, kind } = decision;
  if (!content) return false;
  const id = content.decisionId ?? decision.decisionId;
  element.setAttribute("data-p13n-decision", id);
  if (kind === "experiment") return choose(element, content.variant);
  if (kind === "recommendations") return list(element, decision.id, content, config);
  if (Array.isArray(content.items)) return reorder(element, content.items), true;
  if (kind === "greeting") return fill(element, make("p", { class: "p13n-greeting", dir: "auto" }, content.text)), true;
  promoted(element, decision);
  fill(element, ...(kind === "artwork" ? [picture(content.imageUrl, content.title)] : panel(content, config)));
  return true;
}

/** Marks an element as what the experience shows, so that it is told of when it is seen. */
export function promoted(element: Element, { id, source, content }: Decision): void {
  element.setAttribute("data-p13n-promotion", source.replace(/^experience:/, ""));
  element.setAttribute("data-p13n-position", id);
  if (content?.creativeId) element.setAttribute("data-p13n-creative", content.creativeId);
}

/** Title, text, what may be had by it, and where it leads to: banners, offers and pop-ups alike. */
export function panel(content: Content, config: Config, heading?: string): Node[] {
  const link = safeUrl(content.link);
  const { threshold, progress } = content;
  return [
    content.imageUrl && picture(content.imageUrl, ""),
    content.title && make("h2", { class: "p13n-title", id: heading, dir: "auto" }, content.title),
    content.text && make("p", { class: "p13n-text", dir: "auto" }, content.text),
    typeof progress === "number" && make("progress", { class: "p13n-progress", "aria-label": content.title ?? content.text, max: String(threshold ?? 1), value: String(progress) }),
    (content.coupon ?? content.code) && make("p", { class: "p13n-coupon" }, make("code", {}, String(content.coupon?.code ?? content.coupon ?? content.code))),
    link && make("a", { class: "p13n-cta", href: link }, content.cta ?? content.title ?? labels(config.language).more),
  ].filter((part): part is HTMLElement => part instanceof Node);
}

function picture(address: unknown, alt: unknown): HTMLImageElement {
  return make("img", { class: "p13n-picture", src: safeUrl(address, true), alt: String(alt ?? ""), decoding: "async" });
}

/** Shows the part of the page that stands for a variant. The shop's first one stays where there is none for it. */
function choose(element: HTMLElement, variant: string): boolean {
  element.setAttribute("data-p13n-variant", variant);
  const parts = all("when", element);
  if (parts.some((part) => attribute(part, "when") === variant)) for (const part of parts) part.hidden = attribute(part, "when") !== variant;
  return true;
}

function list(element: HTMLElement, slot: string, content: Content, config: Config): boolean {
  const found: Content[] = content.items ?? [];
  if (found.length === 0) return false;
  const template = element.querySelector("template");
  element.setAttribute("data-p13n-list", slot);
  const cards = found.map((item) => describe(template ? copied(template, item, config) : card(item, config), item));
  fill(element, ...(template ? [template, ...cards] : [make("ul", { class: "p13n-list" }, ...cards.map((one) => make("li", {}, one)))]));
  return true;
}

function card(item: Content, config: Config): HTMLElement {
  const size = { width: "160", height: "160", loading: "lazy" };
  const image = picture(item.imageUrl, "");
  for (const [name, value] of Object.entries(size)) image.setAttribute(name, value);
  return make("a", { class: "p13n-card", href: linkOf(item, config) }, image,
    make("span", { class: "p13n-name", dir: "auto" }, item.name), make("span", { class: "p13n-price" }, money(item.price, item.currency, config)),
    item.reason?.text && make("small", { class: "p13n-reason", dir: "auto" }, item.reason.text));
}

/** The shop's own markup for a product: elements with data-p13n-bind="name", "price", "reason", "imageUrl" or "url". */
function copied(template: HTMLTemplateElement, item: Content, config: Config): HTMLElement {
  const copy = (template.content.firstElementChild ?? make("div")).cloneNode(true) as HTMLElement;
  const texts: Content = { ...item, price: money(item.price, item.currency, config), reason: item.reason?.text };
  for (const part of [copy, ...all("bind", copy)]) {
    const name = attribute(part, "bind");
    if (name === "url") part.setAttribute("href", linkOf(item, config) ?? "");
    else if (name === "imageUrl") part.setAttribute("src", safeUrl(item.imageUrl, true) ?? "");
    else if (name) part.textContent = texts[name] ?? "";
  }
  return copy;
}

function describe(element: HTMLElement, item: Content): HTMLElement {
  const facts: Content = { product: item.productId, name: item.name, category: item.category, price: item.price, currency: item.currency };
  for (const [name, value] of Object.entries(facts)) if (value !== undefined) element.setAttribute(`data-p13n-${name}`, String(value));
  return element;
}
