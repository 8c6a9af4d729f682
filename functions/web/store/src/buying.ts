import { make } from "../../sdk/src/dom.ts";
import { change, empty, type Line, lines, total } from "./cart.ts";
import { facts, link, money, p13n, page, picture, shelf, slot, words } from "./page.ts";

const currency = (all: Line[]): string => all[0]?.product.currency ?? "EUR";

export function cart(): HTMLElement {
  const all = lines();
  return page("cart", words.cart, {},
    make("h1", {}, words.cart),
    all.length === 0
      ? make("p", {}, words.emptyCart)
      : make("div", { "data-p13n-cart": "" }, make("ul", { class: "lines" }, ...all.map(line)), make("p", { class: "total" }, `${words.total}: ${money(total(all), currency(all))}`), link("checkout", words.checkout, { class: "primary" })),
    slot("cart-offer", "offer", { class: "slot slot-offer strip", "data-p13n-live": "" }),
    shelf("cart-more", words.goesWith, "cart_complement", { "data-p13n-live": "" }));
}

function line({ product, quantity }: Line): HTMLElement {
  const button = (text: string, label: string, by: number, mark: string) => {
    const made = make("button", { type: "button", "aria-label": `${label}: ${product.name}`, [mark]: "" }, text);
    made.addEventListener("click", () => change(product, by));
    return made;
  };
  // A step of the buttons is one piece, whatever lies in the cart.
  return make("li", { ...facts(product), "data-p13n-quantity": String(quantity) },
    picture(product, "64"), make("span", { dir: "auto" }, product.name),
    make("span", { class: "steps", ...facts(product), "data-p13n-quantity": "1" }, button("−", words.remove, -1, "data-p13n-remove"), make("output", { "aria-label": words.quantity }, String(quantity)), button("+", words.add, 1, "data-p13n-add")),
    make("b", {}, money(product.price * quantity, product.currency)));
}

export function checkout(go: (to: string) => void): HTMLElement {
  const all = lines(), sum = total(all);
  const form = make("form", {}, field("firstName", words.name, "text", "given-name"), field("email", words.email, "email", "email"), make("button", { class: "primary" }, words.order));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = new FormData(form);
    p13n().identify(String(said.get("email")), { firstName: said.get("firstName"), email: said.get("email") });
    sessionStorage.setItem("shop.order", JSON.stringify({ id: `D-${Date.now().toString(36).toUpperCase()}`, lines: all }));
    empty();
    go("thanks");
  });
  return page("checkout", words.checkout, {}, make("h1", {}, words.checkout),
    all.length === 0 ? make("p", {}, words.emptyCart) : make("div", { "data-p13n-checkout": "", "data-p13n-total": String(sum), "data-p13n-currency": currency(all) }, summary(all), form),
    slot("checkout-offer", "offer"));
}

export function thanks(): HTMLElement {
  const order = JSON.parse(sessionStorage.getItem("shop.order") ?? "null") as { id: string; lines: Line[] } | null;
  return page("other", words.thanks, {}, make("h1", {}, words.thanks),
    order !== null && make("div", { "data-p13n-order": order.id, "data-p13n-total": String(total(order.lines)), "data-p13n-revenue": String(total(order.lines)), "data-p13n-currency": currency(order.lines) },
      make("p", {}, `${words.orderText} `, make("bdi", {}, order.id)), summary(order.lines)),
    shelf("thanks-more", words.forYou, "for_you"));
}

const summary = (all: Line[]): HTMLElement =>
  make("ul", { class: "lines" },
    ...all.map(({ product, quantity }) => make("li", { ...facts(product), "data-p13n-quantity": String(quantity) }, make("bdi", {}, product.name), ` × ${quantity}`)),
    make("li", { class: "total" }, `${words.total}: ${money(total(all), currency(all))}`));

export const field = (name: string, text: string, type: string, complete: string): HTMLElement =>
  make("label", {}, text, make("input", { name, type, autocomplete: complete, required: "", dir: type === "email" ? "ltr" : "auto" }));
