import { BaseCodeExecutor, type ExecutorCapabilities } from "@toolweave/core";
import { CaseContext, type CreateExecutor } from "./case-context.js";
import type { ConformanceCase } from "./conformance-case.js";
import { within } from "./within.js";

/** How a case came out. */
export type CaseOutcome =
  | { readonly status: "passed" }
  | { readonly status: "skipped"; readonly reason: string }
  | { readonly status: "failed"; readonly error: unknown };

/** What a case is run on. */
export interface CaseSubject {
  readonly create: CreateExecutor;
  readonly supports: ExecutorCapabilities;
  /** Milliseconds a case may take, and its cleanup again. */
  readonly limitMs?: number;
}

/** Milliseconds a case may take; none of them needs a tenth of it. */
export const CASE_LIMIT_MS = 60_000;

/** Runs one case on benches of its own. Never rejects, and ends whatever the executor does. */
export async function runCase(
  { run, skip }: ConformanceCase,
  { create, supports, limitMs = CASE_LIMIT_MS }: CaseSubject,
): Promise<CaseOutcome> {
  const reason = skip?.(supports);
  if (reason !== undefined) return { status: "skipped", reason };
  const context = new CaseContext(create);
  let outcome: CaseOutcome = { status: "passed" };
  try {
    await within(limitMs, run(context), "the case");
  } catch (error) {
    outcome = { status: "failed", error };
  }
  try {
    await within(limitMs, context.close(), "cleanup() after the case");
  } catch (error) {
    if (outcome.status === "passed") outcome = { status: "failed", error };
  }
  return outcome;
}

/**
 * What an executor claims; one without claims is held to everything. How it is cleaned up is for the cases
 * to find fault with.
 */
export async function readClaims(create: CreateExecutor): Promise<ExecutorCapabilities> {
  const executor = await within(CASE_LIMIT_MS, openExecutor(create), "create()");
  const { supports } = executor as { supports?: ExecutorCapabilities };
  const cleaning = (async () => executor.cleanup())();
  await within(CASE_LIMIT_MS, cleaning, "cleanup()").catch(() => {});
  return supports ?? { isolation: "process", memoryLimit: true, typescript: true };
}

async function openExecutor(create: CreateExecutor): Promise<BaseCodeExecutor> {
  const executor = await create({});
  if (BaseCodeExecutor.isInstance(executor)) return executor;
  const gave = executor === null ? "null" : typeof executor;
  throw new Error(`create() must give an executor that extends BaseCodeExecutor, and gave ${gave}`);
}
