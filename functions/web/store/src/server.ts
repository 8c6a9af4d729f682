/** A product as the shop's server tells of it. */
export interface Product {
  productId: string;
  name: string;
  description?: string;
  category?: string;
  brand?: string;
  price: number;
  currency: string;
  imageUrl?: string;
  available: boolean;
}

export interface Found {
  items: Product[];
  categories: { name: string; products: number }[];
}

export async function json<T>(address: string, body?: object): Promise<T | undefined> {
  const answer = await fetch(address, body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return answer.ok ? ((await answer.json()) as T) : undefined;
}

/** Products by ids, or of a category; none where the shop's server does not answer. */
export async function products(query: Record<string, string>): Promise<Found> {
  return (await json<Found>(`/v1/shop/products?${new URLSearchParams(query)}`).catch(() => undefined)) ?? { items: [], categories: [] };
}
