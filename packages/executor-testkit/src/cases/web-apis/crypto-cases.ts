import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { resultOf } from "../../expect-result.js";
import { returns } from "../../simple-cases.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Random numbers, by https://w3c.github.io/webcrypto. */
export const CRYPTO_CASES: readonly ConformanceCase[] = [
  {
    id: "web/random-uuid",
    title: "crypto.randomUUID gives version 4, a new one each time and in each execution",
    async run(context) {
      const { execute } = await context.plain();
      const code = "return Array.from({ length: 200 }, () => crypto.randomUUID())";
      const results = [await execute(code), await execute(code)];
      const all = results.flatMap((result) => resultOf(result) as string[]);
      for (const uuid of all) assert.match(uuid, UUID);
      assert.equal(new Set(all).size, 400);
    },
  },
  returns(
    "web/random-values",
    "crypto.getRandomValues fills the array it is given, evenly",
    `const bytes = new Uint8Array(65536);
     const same = crypto.getRandomValues(bytes) === bytes;
     const counts = new Array(256).fill(0);
     for (const byte of bytes) counts[byte]++;
     const part = new Uint8Array(100);
     crypto.getRandomValues(part.subarray(50));
     const wide = crypto.getRandomValues(new Uint32Array(64));
     return [same, counts.every((count) => count > 128 && count < 512), part.slice(0, 50).every((n) => n === 0),
       part.slice(50).some((n) => n > 0), wide.some((n) => n > 65535)];`,
    [true, true, true, true, true],
  ),
  returns(
    "web/random-values-errors",
    "crypto.getRandomValues refuses too much, and what does not hold integers",
    `const wrong = [new Uint8Array(65537), new Float64Array(1), [1, 2], undefined, new Uint8Array(1)];
     return wrong.map((array) => {
       try { crypto.getRandomValues(array); return "filled"; } catch (error) { return error instanceof Error; }
     });`,
    [true, true, true, true, "filled"],
  ),
  returns(
    "web/crypto-error-names",
    "crypto.getRandomValues says by the names of the web why it refuses",
    `return [new Uint8Array(65537), new Float64Array(1), new DataView(new ArrayBuffer(1))].map((array) => {
       try { crypto.getRandomValues(array); } catch (error) { return [error.name, error instanceof DOMException]; }
     });`,
    [
      ["QuotaExceededError", true],
      ["TypeMismatchError", true],
      ["TypeMismatchError", true],
    ],
  ),
];
