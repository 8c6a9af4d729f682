import assert from "node:assert/strict";
import { test } from "node:test";
import { consents as consentsIn } from "../src/consent.ts";
import { pending as pendingIn } from "../src/pending.ts";
import { consentEvent, visitor as visitorIn } from "../src/visitor.ts";
import { memory } from "./memory.ts";

function set(mode: "required" | "objection" = "required", asksForPrivacy = false) {
  const keep = memory(), clock = { now: 1_000_000_000 };
  let made = 0;
  const consents = consentsIn(keep, mode, asksForPrivacy);
  return { keep, clock, consents, visitor: visitorIn(keep, consents, () => clock.now, () => `id-${++made}`) };
}

test("consent required, nothing said: no id, nothing kept", () => {
  const { keep, visitor } = set();
  visitor.page();
  visitor.view("kite");
  visitor.popup("welcome");
  visitor.identify("mia");
  assert.deepEqual([visitor.id(), visitor.user(), visitor.visit(), keep.names("")], [undefined, undefined, undefined, []]);
});

test("consent required, granted: the same id from then on", () => {
  const { consents, visitor } = set();
  consents.say({ personalization: true });
  assert.equal(visitor.id(), "id-1");
  assert.equal(visitor.id(), "id-1");
});

test("until objected: known at once, and not after a no", () => {
  const { keep, consents, visitor } = set("objection");
  assert.equal(visitor.id(), "id-1");
  consents.say({ personalization: false, analytics: false });
  visitor.forget();
  assert.deepEqual([visitor.id(), keep.names("")], [undefined, ["consent"]]);
});

test("browser asks for privacy: silence is a no, an express yes counts", () => {
  const { consents, visitor } = set("objection", true);
  assert.equal(visitor.id(), undefined);
  consents.say({ personalization: true });
  assert.deepEqual([visitor.id(), consents.may("advertising"), consents.may("analytics")], ["id-1", false, false]);
});

test("analytics alone: an id, but no visits and nothing of what was looked at", () => {
  const { consents, visitor } = set();
  consents.say({ analytics: true, personalization: false });
  visitor.page();
  visitor.view("kite");
  assert.deepEqual([visitor.id(), visitor.visit(), visitor.viewed()], ["id-1", undefined, []]);
});

test("forget, somebody else may be known: what the one before has done still arrives", () => {
  const { keep, consents, visitor } = set();
  consents.say({ personalization: true });
  const before = visitor.id();
  pendingIn(keep).add({ event: "Product Viewed" }, 1);
  visitor.forget();
  assert.equal(pendingIn(keep).size(), 1);
  assert.notEqual(visitor.id(), before);
});

test("forget: the no that still has to arrive stays, all else goes", () => {
  const { keep, consents, visitor } = set();
  consents.say({ personalization: true });
  visitor.id();
  consents.say({ personalization: false });
  const pending = pendingIn(keep);
  pending.add({ event: "Product Viewed" }, 1);
  pending.add({ event: consentEvent }, 2);
  visitor.forget();
  assert.deepEqual([...pending.take(9, 9_999).values()], [`{"event":"${consentEvent}"}`]);
  assert.equal(keep.get("id"), null);
});

test("visits: half an hour apart; pages and seconds count within one", () => {
  const { clock, consents, visitor } = set();
  consents.say({ personalization: true });
  visitor.page();
  visitor.view("kite");
  clock.now += 60_000;
  visitor.page();
  assert.deepEqual([visitor.visit(), visitor.viewed()], [{ number: 1, pages: 2, seconds: 60 }, ["kite"]]);
  clock.now += 31 * 60_000;
  visitor.page();
  assert.deepEqual([visitor.visit(), visitor.viewed()], [{ number: 2, pages: 1, seconds: 0 }, []]);
});

test("viewed: newest last, each once, the newest twenty", () => {
  const { consents, visitor } = set();
  consents.say({ personalization: true });
  for (let place = 0; place < 25; place++) visitor.view(`p${place}`);
  visitor.view("p10");
  assert.equal(visitor.viewed().length, 20);
  assert.deepEqual(visitor.viewed().slice(-2), ["p24", "p10"]);
});
