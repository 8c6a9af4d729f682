type Child = Node | string | null | undefined | false;

/** Makes an element. Texts become text nodes: nothing that comes from outside is ever read as markup. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string | undefined> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  element.append(...children.filter((child): child is Node | string => !!child));
  return element;
}

/** An address that may be followed or loaded: of this site, or http(s). A picture may carry its data with it. */
export function safeUrl(address: unknown, picture = false): string | undefined {
  if (typeof address !== "string" || !address) return undefined;
  try {
    const { protocol } = new URL(address, document.baseURI);
    return /^https?:$/.test(protocol) || (picture && /^data:image\//i.test(address)) ? address : undefined;
  } catch {
    return undefined;
  }
}

/** The value of data-p13n-NAME. */
export const attribute = (element: Element, name: string): string | undefined => element.getAttribute(`data-p13n-${name}`) ?? undefined;

export const all = (name: string, root: ParentNode = document): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(`[data-p13n-${name}]`)];

export const nearest = (element: Element, name: string): HTMLElement | null => element.closest<HTMLElement>(`[data-p13n-${name}]`);

export const number = (text: string | undefined): number | undefined => (text !== undefined && text !== "" && Number.isFinite(+text) ? +text : undefined);

/** Listens until the end of the page. */
export const on = <K extends keyof (DocumentEventMap & WindowEventMap)>(target: EventTarget, type: K, act: (event: (DocumentEventMap & WindowEventMap)[K]) => void, capture = false): void =>
  target.addEventListener(type, act as EventListener, capture);

/** Styles of what the SDK itself puts on the page, as a sheet that content policies let pass. Write them with :where(), so that any rule of the shop wins. */
export function style(rules: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
