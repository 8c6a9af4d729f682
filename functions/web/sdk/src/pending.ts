import type { Keep } from "./keep.ts";

export interface Pending {
  add(message: object, now: number): void;
  /** The oldest that fit into a request, by the name that each is kept under. */
  take(most: number, bytes: number): Map<string, string>;
  done(names: Iterable<string>): void;
  size(): number;
}

const start = "q.";

/**
 * Events that the app has not confirmed yet, each under its own name in the storage of this site: pages side by side take nothing from each other, and
 * what both send counts once by its messageId. When there are too many the oldest go.
 */
export function pending(keep: Keep, most = 200): Pending {
  let added = 0;
  return {
    add(message, now) {
      const names = keep.names(start);
      for (const name of names.slice(0, Math.max(0, names.length + 1 - most))) keep.remove(name);
      // Names in the order of time; two pages may well add at the same moment.
      const place = `${String(now).padStart(14, "0")}.${String(added++).padStart(6, "0")}`;
      keep.set(`${start}${place}.${Math.random().toString(36).slice(2, 8)}`, JSON.stringify(message));
    },
    take(count, bytes) {
      const taken = new Map<string, string>();
      let length = 0;
      for (const name of keep.names(start)) {
        const message = keep.get(name);
        if (message === null) continue;
        length += message.length * 3; // no character takes more in UTF-8
        if (taken.size >= count || (length > bytes && taken.size > 0)) break;
        taken.set(name, message);
      }
      return taken;
    },
    done: (names) => {
      for (const name of names) keep.remove(name);
    },
    size: () => keep.names(start).length,
  };
}
