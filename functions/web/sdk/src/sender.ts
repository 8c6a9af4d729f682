import type { Pending } from "./pending.ts";

/** What the browser lends to the sender. */
export interface Outside {
  post(body: string): Promise<{ status: number; retryAfter: number | null }>;
  beacon(body: string): boolean;
  online(): boolean;
  now(): number;
  later(act: () => void, milliseconds: number): unknown;
  cancel(timer: unknown): void;
  chance(): number;
}

export interface Sender {
  /** Sends soon what waits. */
  soon(): void;
  /** Sends now what waits; done when there is nothing left, or it has to wait. */
  flush(): Promise<void>;
  /** The page goes: hands over what waits. It stays pending until a later page has it confirmed, and counts once all the same. */
  leave(): void;
}

const calm = 250, firstWait = 1_000, longestWait = 60_000, batchEvents = 50, batchBytes = 400_000, beaconBytes = 60_000;

/** Brings events to the app: in batches, again and again until it has confirmed or refused them, with longer and longer waits in between. */
export function sender(pending: Pending, writeKey: string, outside: Outside): Sender {
  let timer: unknown, failures = 0, most = batchEvents, busy: Promise<void> | null = null, blockedUntil = 0;

  const wait = (milliseconds: number) => {
    outside.cancel(timer);
    timer = outside.later(() => void flush(), milliseconds);
  };
  const body = (messages: Iterable<string>, key: string) => `{${key}"sentAt":"${new Date(outside.now()).toISOString()}","batch":[${[...messages].join()}]}`;

  async function send(): Promise<void> {
    while (outside.online()) {
      const batch = pending.take(most, batchBytes);
      if (batch.size === 0) return;
      const { status, retryAfter } = await outside.post(body(batch.values(), "")).catch(() => ({ status: 0, retryAfter: null }));
      if (status === 0 || status === 408 || status === 429 || status >= 500) {
        const spread = 0.5 + outside.chance() / 2;
        const delay = Math.max((retryAfter ?? 0) * 1_000, Math.min(longestWait, firstWait * 2 ** failures++) * spread);
        blockedUntil = outside.now() + delay;
        wait(delay);
        return;
      }
      failures = 0;
      if (status === 413 && batch.size > 1) most = Math.ceil(batch.size / 2);
      else pending.done(batch.keys()); // Taken, or refused for good.
    }
  }

  function flush(): Promise<void> {
    return (busy ??= send().finally(() => (busy = null)));
  }

  return {
    soon: () => {
      if (outside.now() >= blockedUntil) wait(calm);
    },
    flush,
    leave() {
      if (!outside.online()) return;
      const batch = pending.take(batchEvents, beaconBytes);
      if (batch.size > 0) outside.beacon(body(batch.values(), `"writeKey":${JSON.stringify(writeKey)},`));
    },
  };
}
