import { make } from "../../sdk/src/dom.ts";
import type { Decision } from "../../sdk/src/slots.ts";
import { account, askForConsent } from "./account.ts";
import { cart, checkout, thanks } from "./buying.ts";
import { change, lines, pieces } from "./cart.ts";
import { home, known, listing, product, search } from "./pages.ts";
import { base, language, link, p13n, words } from "./page.ts";
import { translate } from "./reasons.ts";
import { products } from "./server.ts";
import { categoryName, languages } from "./texts.ts";

/** The page of an address below /shop/LANGUAGE/. */
async function view(address: URL): Promise<HTMLElement> {
  const [name = "", rest = ""] = address.pathname.slice(base.length).split("/").map(decodeURIComponent);
  switch (name) {
    case "c": return listing(rest);
    case "p": return product(rest);
    case "search": return search(address.searchParams.get("q") ?? "");
    case "cart": return cart();
    case "checkout": return checkout(go);
    case "thanks": return thanks();
    case "account": return account(redraw);
    case "known": return known();
    default: return home();
  }
}

const show = (main: HTMLElement): void => document.querySelector("main")!.replaceWith(main);

/** Goes to a page of the shop. It is put together before the address changes, so that whoever listens to that finds it there. */
async function turnTo(address: URL, act: () => void): Promise<void> {
  const main = await view(address);
  show(main);
  act();
  scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

const go = (to: string): void => {
  const address = new URL(base + to, location.href);
  void turnTo(address, () => history.pushState(null, "", address));
};

const redraw = (): void => void view(new URL(location.href)).then(show);

function header(categories: string[]): HTMLElement {
  const count = make("span", { class: "count" });
  const cartLink = link("cart", `${words.cart} `);
  cartLink.append(count);
  const update = () => (count.textContent = new Intl.NumberFormat(language).format(pieces()));
  addEventListener("shop:cart", update);
  update();
  const form = make("form", { role: "search", "data-p13n-search": "" }, make("input", { type: "search", name: "q", "aria-label": words.search, placeholder: words.search, dir: "auto" }), make("button", {}, words.search));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = String(new FormData(form).get("q")).trim();
    if (query) go(`search?${new URLSearchParams({ q: query })}`);
  });
  const names = categories.map((name) => make("li", { "data-p13n-item": name }, link(`c/${encodeURIComponent(name)}`, categoryName(name, language))));
  const choose = make("nav", { "aria-label": words.language, class: "languages" }, ...languages.map((one) => make("a", { href: location.pathname.replace(base, `/shop/${one}/`), lang: one, "data-reload": "", ...(one === language ? { "aria-current": "true" } : {}) }, one)));
  return make("header", {},
    make("a", { class: "skip", href: "#content", "data-reload": "" }, words.skip),
    make("div", { class: "bar" }, link("", words.shop, { class: "logo" }), form, link("account", words.account), cartLink, choose),
    make("nav", { "aria-label": words.menu, class: "menu" }, make("ul", { "data-p13n-slot": "menu navigation" }, ...names)));
}

const tellCart = (): void => p13n().cart(lines().map(({ product: { productId, price }, quantity }) => ({ productId, quantity, price })));

async function start(): Promise<void> {
  addEventListener("p13n:decided", (event) => void translate((event as CustomEvent<Decision[]>).detail, language));
  const { categories } = await products({ limit: "1" });
  const consent = askForConsent();
  document.body.prepend(header(categories.map((one) => one.name)), make("main", {}), make("footer", {}, link("known", words.known)));
  if (consent) document.body.append(consent);
  tellCart();
  show(await view(new URL(location.href)));
  addEventListener("shop:cart", () => {
    tellCart();
    if (location.pathname === `${base}cart`) redraw();
  });
  // What the assistant was asked to put into the cart.
  addEventListener("p13n:cart", (event) => void putIntoCart((event as CustomEvent<{ productId: string; quantity?: number }[]>).detail));
  addEventListener("popstate", redraw);
  document.addEventListener("click", (event) => {
    const clicked = event.target instanceof Element ? event.target.closest("a") : null;
    if (!clicked || "reload" in clicked.dataset || !clicked.pathname.startsWith(base) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(clicked.pathname.slice(base.length) + clicked.search);
  });
}

async function putIntoCart(acts: { productId: string; quantity?: number }[]): Promise<void> {
  const { items } = await products({ ids: acts.map((act) => act.productId).join(), language });
  for (const item of items) change(item, acts.find((act) => act.productId === item.productId)?.quantity ?? 1);
}

void start();
