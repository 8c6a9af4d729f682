import type { Config } from "./config.ts";
import type { Consents } from "./consent.ts";
import type { Fields } from "./messages.ts";
import { type Decision, pageOf } from "./slots.ts";
import type { Visitor } from "./visitor.ts";

/** A line of the cart, as the app reads it. */
export interface CartLine {
  productId: string;
  quantity: number;
  price?: number;
}

// Late is better than never: what has not come by then stays as the shop has put it.
const patience = 2_000, budget = 1_500;

const some = (list: string[]): string[] | undefined => (list.length > 0 ? list : undefined);

/** Asks for everything that a page shows, in one request. Without consent to personalization it tells nothing of the visitor. */
export async function decide(
  config: Config, consents: Consents, visitor: Visitor, cart: CartLine[] | undefined, slots: Fields[], leaving = false,
): Promise<Decision[]> {
  const visit = visitor.visit();
  const personal = consents.may("personalization")
    ? { anonymousId: visitor.id(), session: some(visitor.viewed()), visit: visit && { ...visit, leaving, popupsSeen: some(visitor.popups()) } }
    : {};
  try {
    const answer = await fetch(`${config.host}/v1/decide`, {
      method: "POST", headers: { "content-type": "application/json" }, signal: AbortSignal.timeout(patience),
      body: JSON.stringify({ page: pageOf(), slots, language: config.language, timeBudgetMs: budget, cart, ...personal }),
    });
    return answer.ok ? ((await answer.json()) as { slots: Decision[] }).slots : [];
  } catch {
    return []; // The page shows what the shop has put there itself.
  }
}
