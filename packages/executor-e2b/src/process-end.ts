import type { SandboxExit } from "@toolweave/core";
import { sdkMessage } from "./sdk-errors.js";
import { NO_NODE, OLD_NODE } from "./start-command.js";

/** How a guest's process ended, or the way to it. */
export interface ProcessEnd extends SandboxExit {
  /** The process did not end by itself: its sandbox, or the connection to it, is gone. */
  readonly isLost: boolean;
}

/** What V8 prints before it aborts for memory. */
const OUT_OF_MEMORY = /out of memory|invalid table size|invalid array length/i;
/** Signals by which a process dies that cannot get the memory it needs, in the words of the service. */
const STARVED =
  /killed|abort|segmentation|trace|illegal|bus error|SIG(KILL|ABRT|SEGV|TRAP|ILL|BUS)/i;

/** The end of a process, from what the SDK says of it: a result, or an error. */
export function processEnd(outcome: unknown, stderr: string): ProcessEnd {
  const { exitCode, error } = outcome as { exitCode?: unknown; error?: unknown };
  if (typeof exitCode !== "number") return lostEnd(outcome);
  if (exitCode === NO_NODE) return crash(`The sandbox's template has no Node.js. ${NEEDED}`);
  if (exitCode === OLD_NODE) return crash(`The template's Node.js is ${stderr.trim()}. ${NEEDED}`);
  const status = typeof error === "string" && error !== "" ? error : `exit code ${exitCode}`;
  if (OUT_OF_MEMORY.test(stderr) || isStarved(exitCode, status)) {
    return {
      kind: "memory",
      isLost: false,
      message:
        "The code used more memory than it may have (memoryLimitMb, or what the sandbox has). " +
        "Process the data in smaller pieces, or keep less of it.",
    };
  }
  const detail = stderr.trim().split("\n").slice(-3).join("\n");
  return crash(`The guest's process ended unexpectedly (${status})${detail && `: ${detail}`}`);
}

/** The end of a process that can no longer be reached. */
export function lostEnd(error: unknown): ProcessEnd {
  const message = `The connection to the E2B sandbox was lost, or the sandbox expired: ${sdkMessage(error)}`;
  return { kind: "closed", isLost: true, message };
}

const NEEDED =
  "Code runs in Node.js 20.18.1 or newer: use the template code-interpreter-v1, or one of your own " +
  "that has it.";

function crash(message: string): ProcessEnd {
  return { kind: "crash", isLost: false, message };
}

function isStarved(exitCode: number, status: string): boolean {
  return exitCode > 128 || (exitCode < 0 && STARVED.test(status));
}
