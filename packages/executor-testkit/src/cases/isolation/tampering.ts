import assert from "node:assert/strict";
import type { ExecutionResult } from "@toolweave/core";
import type { ConformanceCase } from "../../conformance-case.js";
import { resultOf } from "../../expect-result.js";
import type { SeenCall } from "../../kit-servers.js";

/** Every word of what the tampering code goes on to say; it says nothing else. */
const ASKED = ['add {"a":1,"b":2}', 'echo {"n":1}', 'echo {"n":2}', 'fail {"message":"no"}'];
const PRINTED = ["one", "two", "[ERROR] three", "[WARN] four"];
const EMITTED = [
  '{"type":"text","text":"five"}',
  '{"type":"image","data":"aGk=","mimeType":"image/png"}',
];
const RETURNED = "the code's own";

const GO_ON = `
console.log("one");
const first = kit.echo({ n: 1 });
try { await first; } catch {}
try { await Promise.all([kit.echo({ n: 2 }), kit.add({ a: 1, b: 2 })]); } catch {}
try { await kit.fail({ message: "no" }); } catch {}
try { await search_tools("add"); } catch {}
try { await kit.$resources.read("kit://notes"); } catch {}
try { emit("five"); image("aGk=", "image/png"); } catch {}
await new Promise((resolve) => setTimeout(resolve, 1));
console.log("two");
console.error("three");
console.warn("four");
return ${JSON.stringify(RETURNED)};`;

const UNTOUCHED = `console.log("clean");
class Mine extends Array {}
return {
  json: JSON.stringify({ a: [1, { b: "x" }], d: new Date(0) }), parsed: JSON.parse("[1,2]"), keys: Object.keys({ a: 1 }),
  list: [3, 1, 2].sort().map((n) => n * 2), spread: [...new Set([1, 1, 2])], text: "a-b".replace("-", "+").split("+"),
  number: Number("5"), inheritable: ["type", "id", "get", "value", "error", "toJSON", "0"].filter((key) => key in []),
  inherited: ((found) => { for (const key in []) found.push(key); return found; })([]), mine: new Mine(1, 2).length,
  promise: await Promise.resolve(1).then((n) => n + 1), sum: await kit.add({ a: 20, b: 22 }), left: typeof globalThis.mark,
};`;

const CLEAN = {
  json: '{"a":[1,{"b":"x"}],"d":"1970-01-01T00:00:00.000Z"}',
  parsed: [1, 2],
  keys: ["a"],
  list: [2, 4, 6],
  spread: [1, 2],
  text: ["a", "b"],
  number: 5,
  inheritable: [],
  inherited: [],
  mine: 2,
  promise: 2,
  sum: { sum: 42 },
  left: "undefined",
};

/**
 * The code changes its own built-ins before it goes on. That may break what it does; it must not make the
 * executor say what the code did not, nor reach the host or the next execution.
 */
export function tampering(
  id: string,
  what: string,
  code: string,
  source?: string,
): ConformanceCase {
  return {
    id: `isolation/tamper-${id}`,
    title: `after the code has tampered with ${what}, nothing is said in its name`,
    source,
    async run(context) {
      const { execute, servers } = await context.plain();
      const result = await execute(`globalThis.mark = 1;\n${code}\n${GO_ON}`, 5_000);
      assertHonest(result);
      assertAsked(servers.calls);
      const ids = (result.tool_calls ?? []).map((call) => call.id);
      assert.equal(new Set(ids).size, ids.length, `call ids collide: ${ids}`);
      const next = await execute(UNTOUCHED);
      assert.deepEqual(resultOf(next), CLEAN, "the next execution");
      assert.deepEqual(next.logs, ["clean"], "the log of the next execution");
      assert.equal(JSON.stringify([{ a: "host" }]), '[{"a":"host"}]', "the host's JSON");
      assert.equal("mark" in globalThis, false, "the host's globals");
    },
  };
}

/** The host's own word. */
const LEFT_BEHIND = /^\[WARN\] The code ended before these calls were answered/;

function assertHonest({ result, error, logs, content = [] }: ExecutionResult): void {
  if (error === null) assert.equal(result, RETURNED, "the result");
  for (const line of logs) {
    assert.ok(PRINTED.includes(line) || LEFT_BEHIND.test(line), `nobody printed ${line}`);
  }
  assert.equal(new Set(logs).size, logs.length, "lines printed twice");
  const blocks = content.map((block) => JSON.stringify(block));
  for (const block of blocks) assert.ok(EMITTED.includes(block), `nobody emitted ${block}`);
  assert.equal(new Set(blocks).size, blocks.length, "blocks emitted twice");
}

function assertAsked(calls: readonly SeenCall[]): void {
  const seen = calls.map(({ tool, args }) => `${tool} ${JSON.stringify(args)}`);
  for (const call of seen) assert.ok(ASKED.includes(call), `nobody asked for ${call}`);
  assert.equal(new Set(seen).size, seen.length, `calls made twice: ${seen}`);
}
