import type { ExecutorCapabilities } from "@toolweave/core";
import { CaseContext, type CreateExecutor } from "./case-context.js";
import { TOPICS } from "./topics.js";

/** The functions of a test runner: vitest, node:test, Jest and Mocha have them. */
export interface TestRunner {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void>): void;
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
  for (const { name, cases } of TOPICS) {
    describe(name, () => {
      for (const each of cases) {
        it(`${each.title} (${each.id})`, async () => {
          const context = new CaseContext(create);
          try {
            const reason = each.skip?.(await claimsOf(create));
            if (reason !== undefined) console.log(`skipped ${each.id}: ${reason}`);
            else await each.run(context);
          } finally {
            await context.close();
          }
        });
      }
    });
  }
}

/** What an executor claims; one without claims is held to everything. */
async function claimsOf(create: CreateExecutor): Promise<ExecutorCapabilities> {
  const executor = await create({});
  const { supports } = executor as { supports?: ExecutorCapabilities };
  await executor.cleanup();
  return supports ?? { isolation: "process", memoryLimit: true, typescript: true };
}
