import type { Product } from "./server.ts";

/** What lies in the cart. It is what the visitor asks the shop to hold, and known to this browser alone. */
export interface Line {
  product: Product;
  quantity: number;
}

const name = "shop.cart";

export const lines = (): Line[] => JSON.parse(localStorage.getItem(name) ?? "[]") as Line[];

export const pieces = (): number => lines().reduce((sum, line) => sum + line.quantity, 0);

export const total = (all: Line[]): number => Math.round(all.reduce((sum, line) => sum + line.quantity * line.product.price, 0) * 100) / 100;

/** Changes how many there are of a product; none takes it out. */
export function change(product: Product, by: number): void {
  const all = lines(), known = all.find((line) => line.product.productId === product.productId);
  if (known) known.quantity += by;
  else all.push({ product, quantity: by });
  keep(all.filter((line) => line.quantity > 0));
}

export const empty = (): void => keep([]);

function keep(all: Line[]): void {
  localStorage.setItem(name, JSON.stringify(all));
  dispatchEvent(new Event("shop:cart"));
}
