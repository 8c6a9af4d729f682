import type { Keep } from "../src/keep.ts";
import type { Outside } from "../src/sender.ts";

/** Storage of a browser, in memory. */
export function memory(): Keep {
  const all = new Map<string, string>();
  return {
    get: (name) => all.get(name) ?? null,
    set: (name, value) => void all.set(name, value),
    remove: (name) => void all.delete(name),
    names: (start) => [...all.keys()].filter((name) => name.startsWith(start)).sort(),
  };
}

interface Answer {
  status: number;
  retryAfter?: number;
}

/** A browser whose clock, network and chance the test holds in its hands. */
export class Bench implements Outside {
  answers: (Answer | Error)[] = [];
  posts: { batch: Record<string, unknown>[]; writeKey?: string }[] = [];
  beacons: { batch: Record<string, unknown>[]; writeKey?: string }[] = [];
  isOnline = true;
  time = 1_000_000;
  timer: { at: number; act: () => void } | null = null;

  async post(body: string) {
    this.posts.push(JSON.parse(body));
    const answer = this.answers.shift() ?? { status: 200 };
    if (answer instanceof Error) throw answer;
    return { status: answer.status, retryAfter: answer.retryAfter ?? null };
  }
  beacon(body: string) {
    this.beacons.push(JSON.parse(body));
    return true;
  }
  online = () => this.isOnline;
  now = () => this.time;
  later = (act: () => void, milliseconds: number) => (this.timer = { at: this.time + milliseconds, act });
  cancel = (timer: unknown) => void (this.timer === timer && (this.timer = null));
  chance = () => 1;

  /** Lets time pass until the timer rings; gives how long that took. */
  async ring(): Promise<number> {
    const timer = this.timer;
    if (!timer) throw new Error("No timer is set");
    const waited = timer.at - this.time;
    this.time = timer.at;
    this.timer = null;
    timer.act();
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    return waited;
  }
}
