import type { Consents } from "./consent.ts";
import { type Keep, kept } from "./keep.ts";

/** How the visit goes. */
export interface Visit {
  number: number;
  pages: number;
  seconds: number;
}

interface KeptVisit {
  number: number;
  pages: number;
  began: number;
  last: number;
}

/** The event that tells of the visitor's word. */
export const consentEvent = "Segment Consent Preference Updated";

const pause = 30 * 60_000, mostViewed = 20, mostPopups = 50;

/** Who uses this browser, as far as the visitor lets us know. */
export interface Visitor {
  /** The id of this browser; undefined where there may be none. */
  id(): string | undefined;
  user(): string | undefined;
  identify(user: string): void;
  /** Counts a page. */
  page(): void;
  visit(): Visit | undefined;
  /** Products looked at in this visit, oldest first. */
  viewed(): string[];
  view(product: string): void;
  /** Pop-ups that were shown. */
  popups(): string[];
  popup(id: string): void;
  /** Forgets who it was. What waits to be sent is theirs, and goes too where nothing may be sent any more: only the visitor's word itself still has to arrive. */
  forget(): void;
}

export function visitor(keep: Keep, consents: Consents, now: () => number, newId: () => string): Visitor {
  const list = (name: string) => kept<string[]>(keep, name, []);
  const push = (name: string, value: string, most: number) => {
    if (consents.may("personalization")) keep.set(name, JSON.stringify([...list(name).filter((one) => one !== value), value].slice(-most)));
  };
  return {
    id() {
      if (!consents.mayKnow()) return undefined;
      const known = keep.get("id");
      if (known) return known;
      const made = newId();
      keep.set("id", made);
      return made;
    },
    user: () => (consents.mayKnow() ? (keep.get("user") ?? undefined) : undefined),
    identify: (user) => {
      if (consents.mayKnow()) keep.set("user", user);
    },
    page() {
      if (!consents.may("personalization")) return;
      const before = kept<KeptVisit | null>(keep, "visit", null), at = now();
      const goesOn = before !== null && at - before.last < pause;
      if (!goesOn) keep.remove("viewed");
      const visit: KeptVisit = goesOn
        ? { ...before, pages: before.pages + 1, last: at }
        : { number: (before?.number ?? 0) + 1, pages: 1, began: at, last: at };
      keep.set("visit", JSON.stringify(visit));
    },
    visit() {
      const known = consents.may("personalization") ? kept<KeptVisit | null>(keep, "visit", null) : null;
      return known ? { number: known.number, pages: known.pages, seconds: Math.max(0, Math.round((now() - known.began) / 1_000)) } : undefined;
    },
    viewed: () => list("viewed"),
    view: (product) => push("viewed", product, mostViewed),
    popups: () => list("popups"),
    popup: (id) => push("popups", id, mostPopups),
    forget() {
      const sends = consents.mayKnow();
      for (const name of keep.names(""))
        if (name !== "consent" && !(name.startsWith("q.") && (sends || keep.get(name)!.includes(consentEvent)))) keep.remove(name);
    },
  };
}
