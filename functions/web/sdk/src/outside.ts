import type { Config } from "./config.ts";
import type { Outside } from "./sender.ts";

/** The browser as the sender needs it. */
export function outside(config: Config): Outside {
  const url = `${config.host}/v1/batch`;
  return {
    async post(body) {
      const headers = { "content-type": "application/json", authorization: `Basic ${btoa(`${config.writeKey}:`)}` };
      const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(10_000) });
      return { status: answer.status, retryAfter: Number(answer.headers.get("retry-after")) || null };
    },
    // As text, so that no other request has to go ahead of it.
    beacon: (body) => navigator.sendBeacon(url, new Blob([body], { type: "text/plain" })),
    online: () => navigator.onLine,
    now: Date.now,
    later: (act, milliseconds) => setTimeout(act, milliseconds),
    cancel: (timer) => clearTimeout(timer as number),
    chance: Math.random,
  };
}
