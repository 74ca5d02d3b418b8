import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { resultOf } from "../../expect-result.js";

const KEYS = '["0", "1", "2", "3", "4", "5"]';
const THROWING = "set() { throw new Error('a setter was called'); }";
const SWALLOWING = "set() {}";

/** Values with lists within lists, by every way out of the guest, and an error that comes back. */
const GO_ON = `
console.log([1, { a: [[2], 3] }], "and", [4]);
console.log("%s has %d of %j", "it", 1.5, [5]);
console.table([{ n: 6 }, { n: 7 }]);
emit(["eight", { type: "text", text: "nine" }]);
image(new Uint8Array([104, 105]), "image/png");
const echoed = await kit.echo({ list: [1, [2, { a: [3] }]] });
const sum = await kit.add({ a: 1, b: 2 });
const refused = await kit.fail({ message: "no" }).catch((error) => [error.name, error.message, error.content]);
const found = (await search_tools({ query: "add", limit: 1 })).results.length;
return { echoed, sum, refused, found, map: new Map([[1, [2]]]), set: new Set([[3]]), bytes: new Uint8Array([4, 5]) };`;

const RETURNED = {
  echoed: { list: [1, [2, { a: [3] }]] },
  sum: { sum: 3 },
  refused: ["ToolError", "no", [{ type: "text", text: "no" }]],
  found: 1,
  map: [[1, [2]]],
  set: [[3]],
  bytes: [4, 5],
};
const PRINTED = [
  '[1,{"a":[[2],3]}] and [4]',
  "it has 1.5 of [5]",
  "(index) | n\n0       | 6\n1       | 7",
];
const EMITTED = [
  { type: "text", text: "eight" },
  { type: "text", text: "nine" },
  { type: "image", data: "aGk=", mimeType: "image/png" },
];

/** A runtime that assigns to an element of an ordinary array asks the prototypes, and loses the element. */
export const INHERITED_INDICES: readonly ConformanceCase[] = [
  indices("array-throwing", "setters that throw on Array.prototype", "Array.prototype", THROWING),
  indices(
    "array-swallowing",
    "setters that do nothing on Array.prototype",
    "Array.prototype",
    SWALLOWING,
  ),
  indices(
    "object-throwing",
    "setters that throw on Object.prototype",
    "Object.prototype",
    THROWING,
  ),
  indices(
    "object-swallowing",
    "setters that do nothing on Object.prototype",
    "Object.prototype",
    SWALLOWING,
  ),
  indices(
    "read-only",
    "elements that cannot be written on Array.prototype",
    "Array.prototype",
    "value: 'inherited'",
  ),
];

function indices(id: string, what: string, prototype: string, part: string): ConformanceCase {
  return {
    id: `isolation/indices-${id}`,
    title: `after the code has defined ${what}, all that it says arrives whole`,
    async run(context) {
      const { execute, servers } = await context.plain();
      const result = await execute(
        `for (const key of ${KEYS}) Object.defineProperty(${prototype}, key, { configurable: true, ${part} });${GO_ON}`,
      );
      assert.deepEqual(resultOf(result), RETURNED);
      assert.deepEqual(result.logs, PRINTED);
      assert.deepEqual(result.content, EMITTED);
      assert.deepEqual(servers.calls[0]?.args, RETURNED.echoed);
      const thrown = await execute(
        `Object.defineProperty(${prototype}, "0", { ${part} });\nthrow new Error("it broke")`,
      );
      assert.equal(thrown.error_details?.message, "it broke");
      assert.equal(thrown.error_details?.line, 2);
    },
  };
}
