/** How the SDK goes about its work; read from the attributes of its own script element. */
export interface Config {
  /** Address of the function app, without a slash at its end. */
  host: string;
  /** The source's write key: it may send events and read nothing. */
  writeKey: string;
  /** Whether nothing is kept or sent before the visitor agrees, or until the visitor objects. */
  consent: "required" | "objection";
  /** Language of texts, an IETF tag. */
  language: string;
  /** ISO 4217; prices of products that name none. */
  currency: string;
  /** Address of a product's page, with {id} in it, for products that have no address of their own. */
  productUrl: string;
  /** Whether changes of the address count as new pages. */
  pages: boolean;
  /** The slot that is asked for pop-ups; none without. */
  popup: string;
  /** Whether the page has a chat. */
  chat: boolean;
}

/** The settings of a script element: data-host, data-write-key, data-consent, and so on. */
export function configOf(script: HTMLScriptElement): Config {
  const { dataset } = script;
  return {
    host: (dataset.host ?? new URL(script.src).origin).replace(/\/$/, ""),
    writeKey: dataset.writeKey ?? "",
    consent: dataset.consent === "objection" ? "objection" : "required",
    language: dataset.language ?? (document.documentElement.lang || "en"),
    currency: dataset.currency ?? "EUR",
    productUrl: dataset.productUrl ?? "",
    pages: dataset.pages !== "manual",
    popup: dataset.popup ?? "",
    chat: "chat" in dataset,
  };
}
