import type { ExecutorCapabilities } from "@toolweave/core";
import type { CreateExecutor } from "./case-context.js";
import { CASE_LIMIT_MS, readClaims, runCase } from "./run-case.js";
import { TOPICS } from "./topics.js";

/** The functions of a test runner: Vitest, Jest, Mocha and node:test have them. */
export interface TestRunner {
  describe(name: string, body: () => void): void;
  /** `timeoutMs` is longer than any case takes; runners without such an argument ignore it. */
  it(name: string, body: () => Promise<void>, timeoutMs?: number): void;
}

/** What {@link testExecutor} needs. */
export interface TestExecutorOptions extends TestRunner {
  /** Makes a fresh executor, without a client. */
  readonly create: CreateExecutor;
}

/**
 * Proves an executor: one test for each requirement of the contract, in the test runner of your choice.
 *
 * ```ts
 * import { describe, it } from "node:test";
 * testExecutor({ describe, it, create: (options) => new MyExecutor(undefined, options) });
 * ```
 */
export function testExecutor({ describe, it, create }: TestExecutorOptions): void {
  let claims: Promise<ExecutorCapabilities> | undefined;
  for (const { name, cases } of TOPICS) {
    describe(name, () => {
      for (const each of cases) {
        const body = async (): Promise<void> => {
          claims ??= readClaims(create);
          const outcome = await runCase(each, { create, supports: await claims });
          if (outcome.status === "failed") throw outcome.error;
          if (outcome.status === "skipped") console.log(`skipped ${each.id}: ${outcome.reason}`);
        };
        it(`${each.title} (${each.id})`, body, 3 * CASE_LIMIT_MS);
      }
    });
  }
}
