import assert from "node:assert/strict";
import { test } from "node:test";
import { pending as pendingIn } from "../src/pending.ts";
import { sender as senderOf } from "../src/sender.ts";
import { Bench, memory } from "./memory.ts";

function set() {
  const keep = memory(), bench = new Bench(), pending = pendingIn(keep);
  return { keep, bench, pending, sender: senderOf(pending, "key", bench) };
}

const ids = (batch: Record<string, unknown>[]) => batch.map((one) => one.messageId);

test("flush, several events: one request in their order, and nothing is left", async () => {
  const { bench, pending, sender } = set();
  for (const messageId of ["a", "b", "c"]) pending.add({ messageId }, bench.time++);
  await sender.flush();
  assert.deepEqual(bench.posts.map((post) => ids(post.batch)), [["a", "b", "c"]]);
  assert.equal(pending.size(), 0);
});

test("flush, the app cannot be reached: waits longer each time and sends the same events", async () => {
  const { bench, pending, sender } = set();
  bench.answers = [new Error("refused"), { status: 503 }, { status: 500 }];
  pending.add({ messageId: "a" }, bench.time);
  await sender.flush();
  const waits = [await bench.ring(), await bench.ring(), await bench.ring()];
  assert.deepEqual(waits, [1_000, 2_000, 4_000]);
  assert.deepEqual(bench.posts.map((post) => ids(post.batch)), [["a"], ["a"], ["a"], ["a"]]);
  assert.equal(pending.size(), 0);
});

test("flush, asked to wait: does, whatever is added meanwhile", async () => {
  const { bench, pending, sender } = set();
  bench.answers = [{ status: 429, retryAfter: 30 }];
  pending.add({ messageId: "a" }, bench.time);
  await sender.flush();
  pending.add({ messageId: "b" }, bench.time);
  sender.soon();
  assert.equal(await bench.ring(), 30_000);
  assert.deepEqual(bench.posts.map((post) => ids(post.batch)), [["a"], ["a", "b"]]);
});

test("flush, refused for good: is not sent again", async () => {
  const { bench, pending, sender } = set();
  bench.answers = [{ status: 401 }];
  pending.add({ messageId: "a" }, bench.time);
  await sender.flush();
  assert.equal(pending.size(), 0);
  assert.equal(bench.timer, null);
});

test("flush, too large: in smaller batches", async () => {
  const { bench, pending, sender } = set();
  bench.answers = [{ status: 413 }];
  for (const messageId of ["a", "b", "c", "d"]) pending.add({ messageId }, bench.time++);
  await sender.flush();
  assert.deepEqual(bench.posts.map((post) => ids(post.batch)), [["a", "b", "c", "d"], ["a", "b"], ["c", "d"]]);
});

test("flush, offline then online: nothing is tried before, all of it after", async () => {
  const { bench, pending, sender } = set();
  bench.isOnline = false;
  pending.add({ messageId: "a" }, bench.time);
  await sender.flush();
  sender.leave();
  assert.deepEqual([bench.posts.length, bench.beacons.length, pending.size()], [0, 0, 1]);
  bench.isOnline = true;
  await sender.flush();
  assert.deepEqual([bench.posts.length, pending.size()], [1, 0]);
});

test("leave: hands over with the key in the body, and keeps until it is confirmed", async () => {
  const { bench, pending, sender } = set();
  pending.add({ messageId: "a" }, bench.time);
  sender.leave();
  assert.equal(bench.beacons[0]!.writeKey, "key");
  assert.equal(pending.size(), 1);
  await sender.flush();
  assert.deepEqual(ids(bench.posts[0]!.batch), ["a"]);
});

test("add, too many: the oldest go", () => {
  const { keep } = set();
  const pending = pendingIn(keep, 3);
  for (const [place, messageId] of ["a", "b", "c", "d"].entries()) pending.add({ messageId }, place);
  assert.deepEqual([...pending.take(9, 9_999).values()].map((one) => JSON.parse(one).messageId), ["b", "c", "d"]);
});

test("two pages: each sends what the other has left, none loses any", async () => {
  const { keep, bench, pending, sender } = set();
  const other = pendingIn(keep);
  pending.add({ messageId: "a" }, bench.time);
  other.add({ messageId: "b" }, bench.time);
  await sender.flush();
  assert.deepEqual(ids(bench.posts[0]!.batch).sort(), ["a", "b"]);
  assert.equal(other.size(), 0);
});
