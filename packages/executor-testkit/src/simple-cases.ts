import assert from "node:assert/strict";
import type { ExecutorCapabilities } from "@toolweave/core";
import type { ConformanceCase } from "./conformance-case.js";
import { type ExpectedFailure, failureOf, resultOf } from "./expect-result.js";

/** The code returns the value. */
export function returns(
  id: string,
  title: string,
  code: string,
  expected: unknown,
): ConformanceCase {
  return {
    id,
    title,
    async run(context) {
      assert.deepEqual(resultOf(await context.execute(code)), expected);
    },
  };
}

/** The code ends with an error. */
export function fails(
  id: string,
  title: string,
  code: string,
  expected: ExpectedFailure,
): ConformanceCase {
  return {
    id,
    title,
    async run(context) {
      failureOf(await context.execute(code), expected);
    },
  };
}

/** The code prints exactly these entries. */
export function prints(
  id: string,
  title: string,
  code: string,
  lines: readonly string[],
): ConformanceCase {
  return {
    id,
    title,
    async run(context) {
      const { logs, error } = await context.execute(code);
      assert.equal(error, null);
      assert.deepEqual(logs, lines);
    },
  };
}

/** The same case for executors that claim to run TypeScript. */
export function typescript(each: ConformanceCase): ConformanceCase {
  return {
    ...each,
    skip: ({ typescript: claimed }: ExecutorCapabilities) =>
      claimed ? undefined : "the executor does not claim to run TypeScript",
  };
}
