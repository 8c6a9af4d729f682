import assert from "node:assert/strict";
import { test } from "node:test";
import { eventStream } from "../src/sse.ts";

const stream = 'data: {"a":1}\n\n:\n\ndata: one\r\ndata: two\r\n\r\ndata:[DONE]\n\n';

test("events are the same wherever the pieces are cut", () => {
  for (let size = 1; size <= stream.length; size++) {
    const told: string[] = [], take = eventStream((data) => told.push(data));
    for (let at = 0; at < stream.length; at += size) take(stream.slice(at, at + size));
    assert.deepEqual(told, ['{"a":1}', "one\ntwo", "[DONE]"], `in pieces of ${size}`);
  }
});

test("an event that breaks off is not told", () => {
  const told: string[] = [];
  eventStream((data) => told.push(data))("data: half");
  assert.deepEqual(told, []);
});
