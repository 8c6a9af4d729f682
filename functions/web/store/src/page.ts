import type { Api } from "../../sdk/src/index.ts";
import { make } from "../../sdk/src/dom.ts";
import type { Product } from "./server.ts";
import { type Texts, texts } from "./texts.ts";

/** The SDK, as a shop's page sees it. */
export const p13n = (): Api => (window as unknown as { p13n: Api }).p13n;

export const language = document.documentElement.lang;
export const words: Texts = texts(language);
export const base = `/shop/${language}/`;

export const money = (price: number, currency: string): string => new Intl.NumberFormat(language, { style: "currency", currency }).format(price);

export const link = (to: string, text: string, attributes: Record<string, string> = {}): HTMLAnchorElement => make("a", { href: base + to, ...attributes }, text);

/** What the SDK reads of a product. */
export const facts = (product: Product): Record<string, string | undefined> => ({
  "data-p13n-product": product.productId, "data-p13n-name": product.name, "data-p13n-price": String(product.price), "data-p13n-currency": product.currency,
  "data-p13n-category": product.category, "data-p13n-brand": product.brand,
});

export const picture = (product: Product, size: string): HTMLImageElement => make("img", { src: product.imageUrl, alt: "", width: size, height: size });

/** A product in a list. */
export function card(product: Product): HTMLElement {
  return make("li", { class: "card", ...facts(product), "data-p13n-item": product.productId },
    make("a", { href: `${base}p/${product.productId}` }, picture(product, "160"), make("span", { dir: "auto" }, product.name), make("b", {}, money(product.price, product.currency))));
}

/** A place for what the app decides: its kind, and the room that it takes. */
export const slot = (id: string, kind: string, attributes: Record<string, string> = {}, ...inside: Node[]): HTMLElement =>
  make("div", { class: `slot slot-${kind}`, "data-p13n-slot": `${id} ${kind}`, ...attributes }, ...inside);

/** A place for products, with its heading. */
export const shelf = (id: string, title: string, strategy: string, attributes: Record<string, string> = {}): HTMLElement =>
  make("section", { class: "shelf", "aria-labelledby": `${id}-title` }, make("h2", { id: `${id}-title` }, title), slot(id, "recommendations", { "data-p13n-strategy": strategy, "data-p13n-limit": "6", ...attributes }));

/** A page: what it is about, as the SDK reads it, and what is on it. */
export const page = (type: string, title: string, attributes: Record<string, string | undefined>, ...inside: (Node | string | undefined | false)[]): HTMLElement => {
  document.title = `${title} · ${words.shop}`;
  return make("main", { id: "content", tabindex: "-1", "data-p13n-page": type, ...attributes }, ...inside);
};
