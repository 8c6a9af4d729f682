import { on } from "./dom.ts";

/** Tells of every change of the address that is another page: by links, by the browser's buttons, by code. */
export function navigation(turned: () => void): void {
  const address = () => location.pathname + location.search;
  let before = address();
  const look = () => {
    if (address() === before) return;
    before = address();
    turned();
  };
  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name];
    history[name] = function (this: History, ...all: Parameters<History["pushState"]>) {
      original.apply(this, all);
      look();
    };
  }
  on(window, "popstate", look);
}
