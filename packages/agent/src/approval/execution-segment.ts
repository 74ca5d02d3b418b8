import type {
  ApprovalAnswer,
  CodeModeConnector,
  ExecuteCodeArguments,
  ExecuteOptions,
  ExecutionResult,
} from "@toolweave/core";
import { type PendingApproval, pendingApproval } from "./approval-questions.js";
import { CallJournal, type JournalEvents } from "./call-journal.js";
import type { JournalRecord } from "./journal-record.js";

/** Where a run of code begins: what earlier runs of it did, and the answers to what they asked. */
export interface SegmentStart {
  readonly record: JournalRecord;
  readonly answers: readonly (readonly [number, ApprovalAnswer])[];
  /** Lines that earlier runs have printed. */
  readonly logLines: number;
}

/** What code waits for, and from where it goes on, as plain data. */
export interface Suspension {
  readonly suspended: SegmentStart;
  readonly calls: readonly PendingApproval[];
}

/** How a run of code ended: with a result, or with questions. */
export type Segment = { readonly execution: ExecutionResult } | Suspension;

/** Runs code until it ends, or until it can do nothing more without approval. */
export async function runSegment(
  connector: CodeModeConnector,
  code: ExecuteCodeArguments,
  start: SegmentStart,
  { signal, onLog, onToolCall, once }: ExecuteOptions & Pick<JournalEvents, "once">,
): Promise<Segment> {
  const stop = new AbortController();
  let segment: Segment | undefined;
  let logLines = 0;
  const journal = new CallJournal(start.record, new Map(start.answers), {
    onSuspend: () => {
      const calls = [...journal.pending.values()].map(pendingApproval);
      const { answers } = start;
      segment = { suspended: { record: journal.record(), answers, logLines }, calls };
      stop.abort();
    },
    onDivergence: () => stop.abort(),
    once,
  });
  const options: ExecuteOptions = {
    signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]),
    supervisor: journal,
    // What earlier runs have told is not told again; what happens to a suspended one says nothing of the code.
    onLog: (line) => {
      if (segment === undefined && ++logLines > start.logLines) onLog?.(line);
    },
    onToolCall: (call) => {
      if (segment === undefined && !journal.isReplayed(call.id)) onToolCall?.(call);
    },
  };
  let execution: ExecutionResult;
  try {
    execution = await connector.executeCode(code, options);
  } finally {
    journal.end({ complete: segment === undefined && signal?.aborted !== true });
  }
  if (segment !== undefined) return segment;
  const { divergence } = journal;
  return { execution: divergence === undefined ? execution : diverged(execution, divergence) };
}

function diverged(execution: ExecutionResult, how: string): ExecutionResult {
  const message =
    `After the approval the code was run again, and did something else than before: ${how}. Nothing was ` +
    "called this time. What it called before stays called. Code that asks for approval must make the same " +
    "calls when it runs again: it must not depend on the time or on random numbers.";
  const details = { code: "REPLAY_DIVERGED", name: "ToolweaveError", message } as const;
  return { ...execution, result: null, error: message, error_details: details };
}
