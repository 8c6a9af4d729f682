import assert from "node:assert/strict";
import { test } from "node:test";
import { languages, texts } from "../src/texts.ts";

test("every language has every text", () => {
  const names = Object.keys(texts("en")).sort();
  for (const language of languages) {
    const found = texts(language);
    assert.deepEqual(Object.keys(found).sort(), names, language);
    for (const [name, text] of Object.entries(found)) assert.ok(text.length > 0, `${language} ${name}`);
  }
});
