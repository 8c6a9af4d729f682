import type { Config } from "./config.ts";
import type { Consents } from "./consent.ts";
import type { Visitor } from "./visitor.ts";

/** Properties or traits of an event. */
export type Fields = Record<string, unknown>;

/** An id that no other event has. */
export function newId(): string {
  if (crypto.randomUUID) return crypto.randomUUID(); // not on pages without TLS
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The page as Segment's spec describes it. */
export const pageFields = () => ({ path: location.pathname, referrer: document.referrer, search: location.search, title: document.title, url: location.href.split("#")[0] });

/** The campaign that led here, as utm parameters say. */
export function campaign(search: string): Record<string, string> | undefined {
  const found = [...new URLSearchParams(search)].filter(([name]) => name.startsWith("utm_")).map(([name, value]) => [name === "utm_campaign" ? "name" : name.slice(4), value]);
  return found.length > 0 ? (Object.fromEntries(found) as Record<string, string>) : undefined;
}

/** Makes events as Segment's spec has them. */
export function messages(config: Config, consents: Consents, visitor: Visitor) {
  return (type: string, fields: Fields): Fields => ({
    ...fields,
    type,
    messageId: newId(),
    timestamp: new Date().toISOString(),
    anonymousId: visitor.id(),
    userId: visitor.user(),
    context: {
      page: pageFields(),
      locale: config.language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      library: { name: "p13n.js", version: "1" },
      campaign: campaign(location.search),
      consent: { categoryPreferences: consents.said() },
    },
  });
}

export type MessageMaker = ReturnType<typeof messages>;
