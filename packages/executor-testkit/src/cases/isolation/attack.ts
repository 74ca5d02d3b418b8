import assert from "node:assert/strict";
import type { ExecutionResult } from "@toolweave/core";
import type { ConformanceCase } from "../../conformance-case.js";
import { PRELUDE } from "./probe.js";

/** Guest code that tries to get hold of something outside the guest, as data. */
export interface Attack {
  /** `isolation/…`, without that. */
  readonly id: string;
  /** What stays true under the attack. */
  readonly title: string;
  /** Where it was published. */
  readonly source?: string;
  /** The body of an async function, which may use what the prelude defines. */
  readonly code: string;
  /** How the code may end: by an error only where that is the attack. */
  readonly ends?: "in an error" | "in any way";
}

/** A case that fails if the attack finds anything, or does not get as far as to probe. */
export function attack({ id, title, source, code, ends }: Attack): ConformanceCase {
  return {
    id: `isolation/${id}`,
    title,
    source,
    async run(context) {
      const text = ends === undefined ? caught(code) : uncaught(code);
      const result = await context.execute(text);
      assertContained(result);
      if (ends === undefined) assert.equal(result.error, null, "the attack broke its execution");
      if (ends === "in an error") assert.notEqual(result.error, null, "the execution has no error");
    },
  };
}

/** Asserts that an execution under the prelude found nothing, and did probe. */
function assertContained({ logs, error }: ExecutionResult): void {
  const escapes = logs.filter((line) => line.includes("ESCAPED"));
  assert.deepEqual(escapes, [], "what the guest could reach");
  assert.ok(
    logs.some((line) => line.includes("PROBED")),
    `the attack did not get to probe anything: ${error}`,
  );
}

function caught(code: string): string {
  return `${PRELUDE}
let returned;
try {
  returned = await (async () => {
${code}
  })();
} catch (thrown) {
  probe(thrown, "what the attack threw");
}
report();
return returned;`;
}

function uncaught(code: string): string {
  return `${PRELUDE}
report();
${code}`;
}
