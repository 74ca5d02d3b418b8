import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCuts } from "../support/check-cuts.js";
import { view } from "../support/model-views.js";

describe("any execution", () => {
  const anyText = fc.string({ unit: "binary", maxLength: 400, size: "max" });
  const anyJson = fc.oneof(
    fc.jsonValue({ depthSize: "large", maxDepth: 6, stringUnit: "binary" }),
    fc.array(fc.jsonValue({ maxDepth: 2, stringUnit: "binary" }), { maxLength: 100, size: "max" }),
    fc.dictionary(anyText, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 60, size: "max" }),
    anyText.map((text) => text.repeat(20)),
  );
  const anyExecution = fc.record({
    result: anyJson,
    logs: fc.array(anyText),
    error: fc.option(anyText),
    execution_time: fc.double({ min: 0, max: 1e6, noNaN: true }),
  });

  it.each([500, 1_000, 2_500, 10_000])(
    "of a thousand is valid JSON within %d characters, whole or cut where it says so",
    async (outputBudget) => {
      const models = view({ outputBudget });
      let cuts = 0;
      const property = fc.asyncProperty(anyExecution, async (execution) => {
        const { text, envelope, sign } = await models.show(execution);
        const whole = JSON.parse(JSON.stringify(execution)) as typeof execution;
        assert.ok(text.length <= outputBudget);
        if (sign === undefined) {
          assert.deepEqual(envelope, whole);
          return;
        }
        cuts++;
        assert.ok(JSON.stringify(whole).length > outputBudget);
        const { cut, ...shown } = envelope;
        checkCuts(shown, whole, sign);
        const kept = [...String(cut).matchAll(/recall\('(r\d+)'\) gives the whole (\w+)/g)];
        assert.ok(kept.length > 0);
        for (const [, handle, name] of kept) {
          assert.deepEqual(await models.recall(handle), whole[name as keyof typeof whole]);
        }
      });
      await fc.assert(property, { numRuns: 1_000 });
      expect(cuts).toBeGreaterThan(50);
    },
    60_000,
  );
});
