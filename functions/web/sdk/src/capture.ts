import { all, attribute, nearest, number, on } from "./dom.ts";
import type { Fields } from "./messages.ts";

/** What capture tells of. */
export interface Watcher {
  track(event: string, properties: Fields): void;
  /** A product's own page is looked at. */
  viewed(product: string): void;
}

const clicks: [string, string][] = [
  ["add", "Product Added"],
  ["remove", "Product Removed"],
  ["wish", "Product Added to Wishlist"],
  ["unwish", "Product Removed from Wishlist"],
  ["hide", "Recommendation Hidden"],
  ["skip", "Recommendation Skipped"],
  ["dislike", "Recommendation Disliked"],
];

/** A product as its element describes it. */
export function product(element: Element): Fields {
  const text = (name: string) => attribute(element, name), list = nearest(element, "list");
  return {
    product_id: text("product"), name: text("name"), category: text("category"), brand: text("brand"), variant: text("variant"), sku: text("sku"),
    price: number(text("price")), currency: text("currency"), quantity: number(text("quantity")), position: position(element, list),
    url: text("url"), image_url: text("image"), list_id: list ? attribute(list, "list") : undefined, decision_id: decision(element),
  };
}

const decision = (element: Element) => {
  const decided = nearest(element, "decision");
  return decided ? attribute(decided, "decision") : undefined;
};

// From 1, as the list stands now.
function position(element: Element, list: Element | null): number | undefined {
  return list ? [...all("product", list)].indexOf(element as HTMLElement) + 1 || undefined : undefined;
}

const lines = (root: ParentNode) => all("product", root).map(product);

/** Tells Segment's e-commerce events from what the page's elements say of themselves, each thing once a page. */
export function capture(watcher: Watcher) {
  const told = new Set<string>();
  let seen = new WeakSet<Element>();
  const watched = new WeakMap<Element, () => void>();
  const sight = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) {
        sight.unobserve(target);
        watched.get(target)?.();
      }
  }, { threshold: 0.25 });

  const once = (key: string, tell: () => void) => {
    if (!told.has(key)) {
      told.add(key);
      tell();
    }
  };
  // What has no box is there as soon as it is decided.
  const whenSeen = (element: Element, tell: () => void) => {
    if (element.getClientRects().length === 0) return tell();
    watched.set(element, tell);
    sight.observe(element);
  };
  const each = (name: string, act: (element: HTMLElement, value: string) => void) => {
    for (const element of all(name)) act(element, attribute(element, name)!);
  };

  function scan(): void {
    each("view", (element) => {
      const found = product(element);
      once(`view ${found.product_id}`, () => {
        watcher.viewed(String(found.product_id));
        watcher.track("Product Viewed", found);
      });
    });
    each("cart", (element, id) => once("cart", () => watcher.track("Cart Viewed", { cart_id: id || undefined, products: lines(element) })));
    each("checkout", (element, id) => once("checkout", () => watcher.track("Checkout Started", { order_id: id || undefined, ...totals(element), products: lines(element) })));
    each("order", (element, id) => once(`order ${id}`, () => watcher.track("Order Completed", { order_id: id, ...totals(element), products: lines(element) })));
    each("list", (element, id) => {
      if (seen.has(element) || !element.querySelector("[data-p13n-product]")) return;
      seen.add(element);
      whenSeen(element, () => watcher.track("Product List Viewed", { list_id: id, category: attribute(element, "category"), decision_id: decision(element), products: lines(element) }));
    });
    each("promotion", (element) => {
      if (seen.has(element)) return;
      seen.add(element);
      whenSeen(element, () => watcher.track("Promotion Viewed", promotion(element)));
    });
  }

  on(document, "click", (event) => {
    const clicked = event.target;
    if (!(clicked instanceof Element)) return;
    const found = nearest(clicked, "product"), promoted = nearest(clicked, "promotion"), link = clicked.closest("a[href],button");
    for (const [name, told] of clicks) if (nearest(clicked, name)) return void (found && watcher.track(told, product(found)));
    if (found && nearest(clicked, "list") && link) watcher.track("Product Clicked", product(found));
    else if (promoted && link) watcher.track("Promotion Clicked", promotion(promoted));
  }, true);
  on(document, "submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-p13n-search]")) return;
    const query = form.querySelector<HTMLInputElement>("input[type=search],input[name=q]")?.value.trim();
    if (query) watcher.track("Products Searched", { query });
  }, true);

  return {
    scan,
    /** The element shows something else now. */
    renew: (element: Element) => void seen.delete(element),
    /** Tells of a variant as soon as what it shapes is seen; once a page. */
    exposed: (element: Element, decided: { id: string; variant: string }, decisionId: string) =>
      once(`experiment ${decided.id}`, () =>
        whenSeen(element, () => watcher.track("Experiment Viewed", { experiment_id: decided.id, variation_id: decided.variant, decision_id: decisionId }))),
    /** Another page: what was told may be told again. */
    turn() {
      told.clear();
      seen = new WeakSet();
    },
  };
}

const totals = (element: Element): Fields => ({
  ...Object.fromEntries(["total", "revenue", "subtotal", "shipping", "tax", "discount"].map((name) => [name, number(attribute(element, name))])),
  currency: attribute(element, "currency"), coupon: attribute(element, "coupon"),
});

/** A promotion as Segment's spec has it. */
export const promotion = (element: Element): Fields => ({
  promotion_id: attribute(element, "promotion"), creative: attribute(element, "creative"), name: attribute(element, "name"), position: attribute(element, "position"), decision_id: decision(element),
  product_id: attribute(element, "product-id"),
});
