import type { CallSupervisor, ExecutionResult, MCPClient } from "@toolweave/core";
import { ExitCode, exitCodeOfExecution } from "../command-line/exit-code.js";
import { give, paint, print, type Verbose, verbosely } from "../command-line/terminal.js";
import type { ClientFlags } from "../connect/client-options.js";
import type { ServerNews } from "../connect/server-news.js";
import { withClient } from "../connect/with-client.js";
import { emittedBlock } from "./emitted-block.js";
import { type CodeSource, readCode } from "./read-code.js";
import { terminalSupervisor } from "./terminal-approval.js";
import { requireTraceFile, writeTrace } from "./trace-file.js";
import { watchFile } from "./watch-file.js";

/** Options of `toolweave exec`. */
export interface ExecFlags extends ClientFlags, CodeSource {
  readonly timeout?: number | undefined;
  readonly trace?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Runs code once, or with `--watch` whenever its file changes. Resolves with the exit code. */
export async function runExec(flags: ExecFlags): Promise<number> {
  // A mistake in the arguments is told before servers are started.
  if (flags.trace !== undefined) requireTraceFile(flags.trace);
  const code = await readCode(flags);
  const supervisor = terminalSupervisor();
  return withClient(flags, async ({ client, signal, news, requireRunnable }) => {
    await requireRunnable();
    const run = (text: string): Promise<number> =>
      execute(client, text, flags, { signal, supervisor, news });
    const { file } = flags;
    if (flags.watch !== true || file === undefined) return run(code);
    const first = run(code).then(() => {
      if (!signal.aborted) print(paint("dim", `watching ${file}`));
    });
    const onChange = async (): Promise<void> => void (await run(await readCode(flags)));
    await watchFile(file, signal, { first, onChange });
    return ExitCode.ok;
  });
}

interface Surroundings {
  readonly signal: AbortSignal;
  readonly supervisor: CallSupervisor;
  readonly news: ServerNews;
}

async function execute(
  client: MCPClient,
  code: string,
  flags: ExecFlags,
  { signal, supervisor, news }: Surroundings,
): Promise<number> {
  const log: { at: number; line: string }[] = [];
  const execution = await client.executeCode(code, {
    signal,
    timeout: flags.timeout,
    supervisor,
    onLog: (line) => {
      log.push({ at: performance.now(), line });
      news.tell();
      print(line);
    },
    onToolCall: (call) => logCall(verbosely(flags), call),
  });
  // Connecting servers came before the code, whose own time is all that a trace shows.
  const start = performance.now() - execution.execution_time * 1_000;
  const timed = log.map(({ at, line }) => ({ ms: Math.max(0, at - start), line }));
  if (!signal.aborted) {
    news.tell();
    news.tellMissing();
  }
  const exitCode = await tell(execution, flags);
  // A trace that cannot be written takes nothing away from what the code gave.
  if (flags.trace !== undefined) writeTrace(flags.trace, execution, timed);
  return exitCode;
}

function logCall(verbose: Verbose, call: NonNullable<ExecutionResult["tool_calls"]>[number]): void {
  if (call.status === "pending") return;
  verbose(
    () => `${call.namespace}.${call.tool}: ${call.status}, ${Math.round(call.duration_ms)} ms`,
  );
}

async function tell(execution: ExecutionResult, { json }: ExecFlags): Promise<number> {
  const { content = [], result, error, error_details } = execution;
  if (json === true) await give(JSON.stringify(execution, null, 2));
  // Code that returns nothing gives nothing: there is no JSON for it.
  else if (error === null && result !== undefined) await give(JSON.stringify(result, null, 2));
  if (json !== true) for (const block of content) print(emittedBlock(block));
  if (error === null) return ExitCode.ok;
  if (json !== true) print(`${paint("red", "error")} ${error}`);
  return exitCodeOfExecution(error_details?.code);
}
