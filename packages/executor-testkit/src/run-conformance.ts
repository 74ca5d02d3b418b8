import type { ExecutorCapabilities } from "@toolweave/core";
import type { CreateExecutor } from "./case-context.js";
import { readClaims, runCase } from "./run-case.js";
import { TOPICS } from "./topics.js";

/** What {@link runConformance} needs. */
export interface RunConformanceOptions {
  /** Makes a fresh executor, without a client. */
  readonly create: CreateExecutor;
  /** Called after each case, in order. */
  readonly onResult?: ((result: CaseResult) => void) | undefined;
}

/** How one case came out. */
export interface CaseResult {
  readonly topic: string;
  readonly id: string;
  readonly title: string;
  readonly status: "passed" | "failed" | "skipped";
  /** Why the case was skipped or failed. */
  readonly reason?: string;
}

/** How an executor stands to the contract. */
export interface ConformanceReport {
  /** What the executor claims of itself. */
  readonly supports: ExecutorCapabilities;
  readonly results: readonly CaseResult[];
}

/** Runs every case without a test runner, one after the other. */
export async function runConformance({
  create,
  onResult,
}: RunConformanceOptions): Promise<ConformanceReport> {
  const supports = await readClaims(create);
  const results: CaseResult[] = [];
  for (const { name: topic, cases } of TOPICS) {
    for (const each of cases) {
      const outcome = await runCase(each, { create, supports });
      const { id, title } = each;
      const result: CaseResult = { topic, id, title, status: outcome.status, ...reasonOf(outcome) };
      results.push(result);
      onResult?.(result);
    }
  }
  return { supports, results };
}

function reasonOf(outcome: Awaited<ReturnType<typeof runCase>>): { reason?: string } {
  if (outcome.status === "skipped") return { reason: outcome.reason };
  if (outcome.status === "passed") return {};
  const { error } = outcome;
  return { reason: error instanceof Error ? error.message : String(error) };
}
