import { make } from "../../sdk/src/dom.ts";
import { card, facts, language, money, p13n, page, picture, shelf, slot, words } from "./page.ts";
import { change } from "./cart.ts";
import { json, type Product, products } from "./server.ts";
import { categoryName } from "./texts.ts";

export function home(): HTMLElement {
  return page("home", words.welcome, {},
    make("h1", {}, words.welcome),
    slot("greeting", "greeting"),
    slot("hero", "banner", {}, make("div", { class: "hero" }, make("h2", {}, words.heroTitle), make("p", {}, words.heroText))),
    slot("home-layout", "experiment", { "data-p13n-experiment": "home-shelves" },
      make("div", { "data-p13n-when": "names" }, shelf("home-for-you", words.forYou, "for_you")),
      make("div", { "data-p13n-when": "sales", hidden: "" }, shelf("home-bestsellers", words.bestsellers, "bestsellers"))),
    slot("home-offer", "offer"),
    shelf("home-new", words.newArrivals, "new_arrivals"));
}

/** A banner by what is being looked at now; what stands there without one takes the same room. */
const liveBanner = (): HTMLElement => slot("live", "banner", { class: "slot slot-banner strip" }, make("p", {}, words.browse));

export async function listing(category: string): Promise<HTMLElement> {
  const { items } = await products({ category, language, limit: "24" });
  const title = categoryName(category, language);
  return page("category", title, { "data-p13n-category": category },
    make("h1", {}, title), liveBanner(),
    make("div", { "data-p13n-slot": "listing listing" }, make("ul", { class: "cards", "data-p13n-list": "listing", "data-p13n-category": category }, ...items.map(card))));
}

export async function product(id: string): Promise<HTMLElement> {
  const { items: [found] } = await products({ ids: id, language });
  if (!found) return page("other", words.nothing, {}, make("h1", {}, words.nothing));
  const add = make("button", { type: "button", class: "primary", "data-p13n-add": "" }, words.add);
  add.addEventListener("click", () => change(found, 1));
  return page("product", found.name, {},
    make("article", { class: "product", ...facts(found), "data-p13n-view": "", "data-p13n-quantity": "1" },
      slot("artwork", "artwork", { "data-p13n-product-id": found.productId }, picture(found, "320")),
      make("div", {},
        make("h1", { dir: "auto" }, found.name), make("p", { dir: "auto" }, found.description), found.brand && make("p", {}, `${words.brands}: ${found.brand}`),
        make("p", { class: "price" }, money(found.price, found.currency)), add, make("button", { type: "button", "data-p13n-wish": "" }, words.wish))),
    liveBanner(), slot("product-offer", "offer"),
    shelf("together", words.together, "bought_together"), shelf("similar", words.similar, "similar"));
}

export async function search(query: string): Promise<HTMLElement> {
  const found = await json<{ items: Product[] }>(`/v1/search?${new URLSearchParams({ q: query, language, limit: "24", ...(p13n().id() ? { anonymousId: p13n().id()! } : {}) })}`).catch(() => undefined);
  const items = (found?.items ?? []).filter((item) => typeof item.price === "number");
  return page("search", words.search, { "data-p13n-query": query },
    make("h1", {}, `${words.results} “${query}”`),
    items.length === 0 ? make("p", {}, words.nothing) : make("ul", { class: "cards", "data-p13n-list": "search" }, ...items.map(card)),
    shelf("search-more", words.bestsellers, "bestsellers"));
}

interface Own {
  traits: { name: string; value: unknown; origin: string }[];
  products: { productId: string; name?: string }[];
  orders: number;
  purposes: Record<string, { allowed: boolean }>;
}

/** What the shop knows of whoever holds this browser, by the page that the app has for everybody. */
export async function known(): Promise<HTMLElement> {
  const id = p13n().id();
  const own = id ? await json<{ token: string }>("/v1/shop/links", { anonymousId: id }) : undefined;
  const data = own && (await json<Own>(`/v1/me?token=${encodeURIComponent(own.token)}`));
  return page("account", words.known, {},
    make("h1", {}, words.known), make("p", {}, own ? words.knownText : words.knownNothing),
    ...(data ? told(data) : []),
    own && make("p", {}, make("a", { href: `/me/${own.token}`, class: "primary" }, words.open)));
}

const told = ({ traits, products: seen, orders, purposes }: Own): HTMLElement[] => [
  ...list(words.choices, Object.entries(purposes).map(([name, { allowed }]) => `${name in words ? words[name as "analytics"] : name}: ${allowed ? words.yes : words.no}`)),
  ...list(words.facts, traits.map(({ name, value, origin }) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)} (${origin})`)),
  ...list(words.products, seen.map((one) => one.name ?? one.productId)),
  make("p", {}, `${words.orders}: ${new Intl.NumberFormat(language).format(orders)}`),
];

const list = (title: string, all: string[]): HTMLElement[] =>
  all.length === 0 ? [] : [make("h2", {}, title), make("ul", { class: "known" }, ...all.map((one) => make("li", {}, make("bdi", {}, one))))];
