import { type Keep, kept } from "./keep.ts";

/** What something may be used for, in the words of the function app. */
export type Purpose = "personalization" | "analytics" | "marketing" | "advertising" | "sharing";

/** What the visitor has said; nothing for what was not asked. */
export type Said = Partial<Record<Purpose, boolean>>;

export interface Consents {
  /** What was said, by purpose. */
  said(): Said;
  /** Whether something may be done now. */
  may(purpose: Purpose): boolean;
  /** Whether the browser may be told apart from others at all: an id kept, events sent. */
  mayKnow(): boolean;
  /** Takes the visitor's word. */
  say(choice: Said): void;
}

const name = "consent";

/** The word of the visitor. It is kept without any id, since a no has to be remembered too. */
export function consents(keep: Keep, mode: "required" | "objection", asksForPrivacy: boolean): Consents {
  const said = () => kept<Said>(keep, name, {});
  // Where the browser asks for privacy only an express yes counts.
  const may = (purpose: Purpose) => said()[purpose] ?? (mode === "objection" && !asksForPrivacy && (purpose === "personalization" || purpose === "analytics"));
  return {
    said,
    may,
    mayKnow: () => may("personalization") || may("analytics"),
    say: (choice) => keep.set(name, JSON.stringify({ ...said(), ...choice })),
  };
}
