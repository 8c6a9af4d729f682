import assert from "node:assert/strict";
import { test } from "node:test";
import { reason } from "../src/reasons.ts";
import { languages, texts } from "../src/texts.ts";

test("every language has every text", () => {
  const names = Object.keys(texts("en")).sort();
  for (const language of languages) {
    const found = texts(language);
    assert.deepEqual(Object.keys(found).sort(), names, language);
    for (const [name, text] of Object.entries(found)) assert.ok(text.length > 0, `${language} ${name}`);
  }
});

test("every language but the app's own has every reason", () => {
  for (const language of languages.slice(1)) {
    assert.ok(reason("bestseller", language), language);
    assert.ok(reason("gift", language), language);
    assert.equal(reason("nobody-knows", language), undefined);
  }
  assert.equal(reason("bestseller", "en"), undefined);
});
