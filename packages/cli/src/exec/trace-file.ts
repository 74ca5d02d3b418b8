import { writeFileSync } from "node:fs";
import type { ExecutionResult, ToolCallRecord } from "@toolweave/core";
import { describeError, ToolweaveError } from "@toolweave/core/node";

/** One line of the log with the milliseconds since the start. */
export interface TimedLine {
  readonly ms: number;
  readonly line: string;
}

/** Writes an execution in the Trace Event Format, which Perfetto and chrome://tracing show. */
export function writeTrace(
  file: string,
  execution: ExecutionResult,
  log: readonly TimedLine[],
): void {
  const { execution_time, error, error_details, tool_calls = [] } = execution;
  const outcome = error === null ? {} : { error, code: error_details?.code };
  const traceEvents = [
    { ...event("X", "execution", 0), dur: Math.round(execution_time * 1e6), args: outcome },
    ...tool_calls.map(callEvent),
    ...log.map(({ ms, line }) => ({ ...event("i", "log", ms), s: "p", args: { line } })),
  ];
  try {
    writeFileSync(file, `${JSON.stringify({ traceEvents, displayTimeUnit: "ms" }, null, 2)}\n`);
  } catch (error) {
    const message = `The trace cannot be written: ${describeError(error)}`;
    throw new ToolweaveError("USAGE_INVALID", message, { cause: error });
  }
}

/** Calls at once stand on tracks of their own. */
function callEvent(call: ToolCallRecord): object {
  const { id, namespace, tool, started_ms, duration_ms, ...args } = call;
  const base = event("X", `${namespace}.${tool}`, started_ms);
  return { ...base, tid: id + 1, dur: Math.round(duration_ms * 1_000), args };
}

/** Times in the format are microseconds. */
function event(ph: string, name: string, ms: number): Record<string, unknown> {
  return { ph, name, ts: Math.round(ms * 1_000), pid: 1, tid: 1 };
}
