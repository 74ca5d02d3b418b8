import type { ExecutionResult, MCPClient } from "@toolweave/core";
import { ExitCode, exitCodeOfExecution } from "../command-line/exit-code.js";
import { give, paint, print, type Verbose, verbosely } from "../command-line/terminal.js";
import type { ClientFlags } from "../connect/client-options.js";
import { withClient } from "../connect/with-client.js";
import { emittedBlock } from "./emitted-block.js";
import { type CodeSource, readCode } from "./read-code.js";
import { terminalSupervisor } from "./terminal-approval.js";
import { type TimedLine, writeTrace } from "./trace-file.js";
import { watchFile } from "./watch-file.js";

/** Options of `toolweave exec`. */
export interface ExecFlags extends ClientFlags, CodeSource {
  readonly timeout?: number | undefined;
  readonly trace?: string | undefined;
  readonly json?: boolean | undefined;
  readonly watch?: boolean | undefined;
}

/** Runs code once, or with `--watch` whenever its file changes. Resolves with the exit code. */
export async function runExec(flags: ExecFlags): Promise<number> {
  // A mistake in the arguments is told before servers are started.
  const code = await readCode(flags);
  return withClient(flags, async (client, signal) => {
    const exitCode = await execute(client, code, flags, signal);
    const { file } = flags;
    if (flags.watch !== true || file === undefined || file === "-") return exitCode;
    print(paint("dim", `watching ${file}`));
    await watchFile(file, signal, async () => {
      await execute(client, await readCode(flags), flags, signal);
    });
    return ExitCode.ok;
  });
}

async function execute(
  client: MCPClient,
  code: string,
  flags: ExecFlags,
  signal: AbortSignal,
): Promise<number> {
  const log: TimedLine[] = [];
  const start = performance.now();
  const execution = await client.executeCode(code, {
    signal,
    timeout: flags.timeout,
    supervisor: terminalSupervisor(),
    onLog: (line) => {
      log.push({ ms: performance.now() - start, line });
      print(line);
    },
    onToolCall: (call) => logCall(verbosely(flags), call),
  });
  if (flags.trace !== undefined) writeTrace(flags.trace, execution, log);
  return tell(execution, flags);
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
