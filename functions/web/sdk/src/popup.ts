import type { Config } from "./config.ts";
import { make, on, style } from "./dom.ts";
import { labels } from "./labels.ts";
import { panel, promoted } from "./render.ts";
import type { Decision } from "./slots.ts";

export interface PopupHost {
  /** Ids of pop-ups that were shown in this browser. */
  shown(): string[];
  show(id: string): void;
  /** Asks again as the visitor is about to leave. */
  ask(): Promise<Decision | undefined>;
  signUp(email: string): void;
}

const firstMoment = 1_000, fastScroll = 500, half = 50;

/** Shows pop-ups when their time has come: never in the first second, one a page, none a second time. */
export function popups(config: Config, host: PopupHost) {
  let waiting: Decision | undefined, open = false, page = 0, began = performance.now(), asked = false;

  function show(decision: Decision | undefined): void {
    const id = decision?.source.replace(/^experience:/, "");
    if (!decision?.content || open || !id || host.shown().includes(id) || document.querySelector("dialog[open]")) return;
    open = true;
    waiting = undefined;
    host.show(id);
    present(decision, config, host);
  }

  const afterAWhile = (seconds: number) => {
    const current = page;
    setTimeout(() => current === page && show(waiting), Math.max(seconds * 1_000, firstMoment - (performance.now() - began)));
  };

  async function leaving(): Promise<void> {
    if (open || performance.now() - began < firstMoment) return;
    if (waiting?.content?.trigger?.on === "exit") return show(waiting);
    if (asked) return;
    asked = true;
    const current = page, answer = await host.ask();
    if (current === page) show(answer);
  }

  on(document, "mouseout", (event) => void (!event.relatedTarget && event.clientY <= 0 && leaving()));
  let height = scrollY, at = 0;
  on(document, "scroll", (event) => {
    // Upwards in one go: where there is no pointer, that is how one leaves.
    if (event.timeStamp - at > 200) height = scrollY;
    at = event.timeStamp;
    if (height - scrollY > fastScroll) void leaving();
    const trigger = waiting?.content?.trigger;
    const scrolled = (100 * (scrollY + innerHeight)) / document.documentElement.scrollHeight;
    if (trigger?.on === "scroll" && scrolled >= (trigger.percent ?? half)) show(waiting);
  });

  return {
    /** Takes what was decided for this page. */
    arm(decision: Decision): void {
      waiting = decision;
      const trigger = decision.content?.trigger ?? { on: "now" };
      if (trigger.on === "now" || trigger.on === "delay") afterAWhile(trigger.seconds ?? 0);
    },
    turn(): void {
      page++;
      [waiting, open, asked, began] = [undefined, false, false, performance.now()];
    },
  };
}

// A modal dialog of the browser's own: it keeps the focus, makes the rest inert, closes on Escape and gives the focus back.
function present(decision: Decision, config: Config, host: PopupHost): void {
  const content = decision.content!, words = labels(config.language), heading = "p13n-popup-title";
  style(rules);
  const close = make("button", { type: "button", class: "p13n-close", "aria-label": words.close }, "×");
  const dialog = make("dialog", { class: "p13n-popup", ...(content.title ? { "aria-labelledby": heading } : { "aria-label": content.text }) }, close, ...panel(content, config, heading));
  dialog.setAttribute("data-p13n-decision", decision.decisionId);
  promoted(dialog, decision);
  if (content.form) dialog.append(signUp(content.form.button ?? content.cta, config, (email) => host.signUp(email)));
  on(close, "click", () => dialog.close());
  on(dialog, "click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function signUp(button: string | undefined, config: Config, take: (email: string) => void): HTMLFormElement {
  const words = labels(config.language);
  const field = make("input", { type: "email", name: "email", required: "", autocomplete: "email", dir: "ltr" });
  const form = make("form", { class: "p13n-form" }, make("label", {}, words.email, field), make("button", {}, button ?? words.more));
  on(form, "submit", (event) => {
    event.preventDefault();
    take(field.value);
    form.replaceChildren(make("p", { role: "status" }, words.thanks));
  });
  return form;
}

const rules = `:where(.p13n-popup){max-width:min(26rem,calc(100vw - 2rem));border:0;border-radius:.75rem;padding:1.5rem;color:#222;background:#fff}
:where(.p13n-popup)::backdrop{background:rgb(0 0 0/.5)}
:where(.p13n-close){float:inline-end;border:0;background:none;font-size:1.5rem;line-height:1;min-width:2.75rem;min-height:2.75rem;cursor:pointer}`;
