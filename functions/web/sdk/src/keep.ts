/** What the browser remembers for this shop. */
export interface Keep {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
  /** Names that begin so, in their order. */
  names(start: string): string[];
}

const prefix = "p13n.";

/** Keeps things in the storage of this site; where the browser allows none, or it is full, for as long as the page lives. */
export function keepIn(storage: () => Storage): Keep {
  const memory = new Map<string, string>();
  const attempt = <T>(act: (area: Storage) => T, otherwise: T): T => {
    try {
      return act(storage());
    } catch {
      return otherwise; // Blocked or full: what is kept in memory has to do.
    }
  };
  return {
    get: (name) => memory.get(name) ?? attempt((area) => area.getItem(prefix + name), null),
    set(name, value) {
      memory.delete(name);
      if (!attempt((area) => (area.setItem(prefix + name, value), true), false)) memory.set(name, value);
    },
    remove(name) {
      memory.delete(name);
      attempt((area) => area.removeItem(prefix + name), undefined);
    },
    names: (start) =>
      [...memory.keys(), ...attempt((area) => Object.keys(area).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)), [] as string[])]
        .filter((name) => name.startsWith(start))
        .sort(),
  };
}

/** A JSON value that was kept; the other one where there is none, or none that can be read. */
export function kept<T>(keep: Keep, name: string, otherwise: T): T {
  try {
    return (JSON.parse(keep.get(name) ?? "null") as T | null) ?? otherwise;
  } catch {
    return otherwise;
  }
}
