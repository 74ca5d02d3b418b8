import { accessSync, constants, existsSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { ExecutionResult, ToolCallRecord } from "@toolweave/core";
import { describeError, ToolweaveError } from "@toolweave/core/node";

/** One line of the log with the milliseconds since the start. */
export interface TimedLine {
  readonly ms: number;
  readonly line: string;
}

/**
 * Tells of a trace that could not be written before the code is run, which may not be wanted twice. What only
 * writing shows, such as a disk that is full, is told then.
 *
 * @throws ToolweaveError `USAGE_INVALID`.
 */
export function requireTraceFile(file: string): void {
  try {
    if (file === "" || file.endsWith("/")) throw new Error(`"${file}" names no file`);
    if (!existsSync(file)) accessSync(dirname(file), constants.W_OK | constants.X_OK);
    else if (statSync(file).isDirectory()) throw new Error(`${file} is a folder`);
    else accessSync(file, constants.W_OK);
  } catch (error) {
    throw cannotBeWritten(error);
  }
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
    throw cannotBeWritten(error);
  }
}

function cannotBeWritten(cause: unknown): ToolweaveError {
  const message = `The trace cannot be written: ${describeError(cause)}`;
  return new ToolweaveError("USAGE_INVALID", message, { cause });
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
