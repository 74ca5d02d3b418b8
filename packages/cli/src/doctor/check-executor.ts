import type { MCPClient } from "@toolweave/core";
import { describeError } from "@toolweave/core/node";

/** What is found of the executor. */
export interface ExecutorReport {
  readonly name: string;
  readonly ok: boolean;
  /** Milliseconds of a first execution, which starts a sandbox. */
  readonly firstMs: number;
  readonly problem?: string | undefined;
}

/** Runs a small piece of code. Never rejects. */
export async function checkExecutor(client: MCPClient, name: string): Promise<ExecutorReport> {
  const start = performance.now();
  try {
    const { result, error } = await client.executeCode("return 1 + 1");
    const firstMs = Math.round(performance.now() - start);
    if (result === 2) return { name, ok: true, firstMs };
    return { name, ok: false, firstMs, problem: error ?? "it gave a wrong result" };
  } catch (error) {
    return { name, ok: false, firstMs: 0, problem: describeError(error) };
  }
}
