import type { Config } from "./config.ts";
import { make, on, style } from "./dom.ts";
import { labels } from "./labels.ts";
import type { Fields } from "./messages.ts";
import { linkOf, money } from "./render.ts";
import type { Content } from "./slots.ts";
import { eventStream } from "./sse.ts";

/** A chat with the shop's assistant: a button at the page's edge, and a panel that opens beside the page and lets it be used. */
export function chat(config: Config, about: () => Fields): void {
  const words = labels(config.language);
  style(rules);
  const log = make("div", { class: "p13n-log", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": words.chat });
  const field = make("input", { type: "text", name: "message", maxlength: "1000", autocomplete: "off", "aria-label": words.question, placeholder: words.question, dir: "auto" });
  const ask = make("button", {}, words.ask), close = make("button", { type: "button", class: "p13n-close", "aria-label": words.close }, "×");
  const form = make("form", {}, field, ask);
  const panel = make("section", { class: "p13n-chat", role: "dialog", "aria-label": words.chat, id: "p13n-chat" }, close, log, form);
  const button = make("button", { type: "button", class: "p13n-chat-button", "aria-expanded": "false", "aria-controls": "p13n-chat" }, words.chat);
  let conversation: string | undefined;

  const toggle = (open: boolean) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    (open ? field : button).focus();
  };
  const say = (who: string, text: string) => {
    const line = make("p", { class: `p13n-${who}`, dir: "auto" }, text);
    log.append(line);
    log.scrollTop = log.scrollHeight;
    return line;
  };

  async function answer(message: string): Promise<void> {
    say("visitor", message);
    const line = say("assistant", words.busy);
    // Read out once it is complete.
    log.setAttribute("aria-busy", "true");
    let text = "";
    try {
      const { body, ok } = await fetch(`${config.host}/v1/assistant/chat`, {
        method: "POST", headers: { "content-type": "application/json" },
        body: JSON.stringify({ message, conversationId: conversation, language: config.language, stream: true, ...about() }),
      });
      if (!ok || !body) throw new Error("refused");
      const take = eventStream((data) => {
        if (data === "[DONE]") return;
        const chunk = JSON.parse(data);
        text += chunk.choices?.[0]?.delta?.content ?? "";
        if (text) line.textContent = text;
        if (!chunk.personalization) return;
        conversation = chunk.personalization.conversationId;
        products(chunk.personalization);
      });
      const decoder = new TextDecoder();
      for (const reader = body.getReader(); ; ) {
        const { value, done } = await reader.read();
        if (done) break;
        take(decoder.decode(value, { stream: true }));
      }
    } catch {
      line.textContent = text || words.failed;
    }
    log.removeAttribute("aria-busy");
    log.scrollTop = log.scrollHeight;
  }

  function products({ products = [], cart }: Content): void {
    const cards = (products as Content[]).slice(0, 5).map((item) => {
      const link = make("a", { href: linkOf(item, config), "data-p13n-product": item.productId, "data-p13n-decision": item.decisionId ?? undefined }, item.name, " ", money(item.price, item.currency, config));
      return make("li", { dir: "auto" }, link);
    });
    if (cards.length > 0) log.append(make("ul", { "data-p13n-list": "chat" }, ...cards));
    if (cart) dispatchEvent(new CustomEvent("p13n:cart", { detail: cart }));
  }

  on(button, "click", () => toggle(panel.hidden));
  on(close, "click", () => toggle(false));
  on(panel, "keydown", (event) => event.key === "Escape" && toggle(false));
  on(form, "submit", (event) => {
    event.preventDefault();
    const message = field.value.trim();
    if (!message || log.hasAttribute("aria-busy")) return;
    field.value = "";
    void answer(message);
  });
  panel.hidden = true;
  document.body.append(button, panel);
}

const rules = `:where(.p13n-chat-button,.p13n-chat){position:fixed;inset-block-end:1rem;inset-inline-end:1rem;z-index:9;font:inherit}
:where(.p13n-chat-button){padding:.75rem 1.25rem;border:0;border-radius:2rem;background:#1d4e3a;color:#fff;cursor:pointer}
:where(.p13n-chat){inset-block-end:4.5rem;width:min(22rem,calc(100vw - 2rem));background:#fff;color:#222;border:1px solid #777;border-radius:.75rem;padding:1rem;box-sizing:border-box}
:where(.p13n-chat[hidden]){display:none}
:where(.p13n-log){height:16rem;overflow:auto;clear:both}
:where(.p13n-visitor){text-align:end;font-weight:600}
:where(.p13n-chat form){display:flex;gap:.5rem}
:where(.p13n-chat input){flex:1;min-width:0;padding:.5rem;font:inherit}
:where(.p13n-close){float:inline-end;border:0;background:none;font-size:1.5rem;line-height:1;min-width:2.75rem;min-height:2.75rem;cursor:pointer}`;
