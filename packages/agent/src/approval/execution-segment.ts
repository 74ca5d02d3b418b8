import type {
  ApprovalAnswer,
  CallSupervisor,
  CodeModeConnector,
  ExecuteCodeArguments,
  ExecuteCodeOptions,
  ExecuteOptions,
  ExecutionPart,
  ExecutionResult,
} from "@toolweave/core";
import { type PendingApproval, pendingApproval } from "./approval-questions.js";
import { CallJournal, type JournalEvents } from "./call-journal.js";
import { EMPTY_RECORD, type JournalRecord } from "./journal-record.js";

/** Where a run of code begins: what earlier runs of it did, and the answers to what they asked. */
export interface SegmentStart {
  readonly record: JournalRecord;
  readonly answers: readonly (readonly [number, ApprovalAnswer])[];
  /** Lines that earlier runs have printed. */
  readonly logLines: number;
  /** What listeners and traces know it by; absent before its first run, and in states of older versions. */
  readonly executionId?: string;
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
  const executionId = start.executionId ?? crypto.randomUUID();
  let segment: Segment | undefined;
  let { logLines } = start;
  const journal = new CallJournal(start.record, new Map(start.answers), {
    onSuspend: () => {
      const calls = [...journal.pending.values()].map(pendingApproval);
      const { answers } = start;
      const record = journal.record();
      segment = { suspended: { record, answers, logLines, executionId }, calls };
      stop.abort();
    },
    onDivergence: () => stop.abort(),
    once,
  });
  const end = (): void =>
    journal.end({ complete: segment === undefined && signal?.aborted !== true });
  const part: ExecutionPart = {
    isResumed: start.record !== EMPTY_RECORD,
    get isSuspended() {
      return segment !== undefined;
    },
    logLines: start.logLines,
    hasMade: (id) => journal.isReplayed(id),
  };
  const supervisor: CallSupervisor = Object.assign(journal, {
    part,
    outcome: (execution: ExecutionResult) => {
      end();
      const { divergence } = journal;
      return divergence === undefined ? execution : diverged(execution, divergence);
    },
  });
  const options: ExecuteCodeOptions = {
    executionId,
    signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]),
    supervisor,
    onLog: (line) => {
      logLines++;
      onLog?.(line);
    },
    // What happens to a suspended run says nothing of the code.
    onToolCall: (call) => {
      if (segment === undefined && !journal.isReplayed(call.id)) onToolCall?.(call);
    },
  };
  try {
    const execution = await connector.executeCode(code, options);
    return segment ?? { execution };
  } finally {
    end();
  }
}

function diverged(execution: ExecutionResult, how: string): ExecutionResult {
  const message =
    `After the approval the code was run again, and did something else than before: ${how}. Nothing was ` +
    "called this time. What it called before stays called. Code that asks for approval must make the same " +
    "calls when it runs again: it must not depend on the time or on random numbers.";
  const details = { code: "REPLAY_DIVERGED", name: "ToolweaveError", message } as const;
  return { ...execution, result: null, error: message, error_details: details };
}
