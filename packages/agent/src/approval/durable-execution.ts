import { AsyncResource } from "node:async_hooks";
import { interrupt, task } from "@langchain/langgraph";
import type {
  CallAnswer,
  CodeModeConnector,
  ExecuteCodeArguments,
  ExecuteOptions,
  ExecutionResult,
} from "@toolweave/core";
import type { HITLResponse } from "langchain";
import { type CodeOutcome, codeOutcome } from "../code-mode/code-outcome.js";
import {
  type ApprovalInterrupt,
  approvalAnswers,
  approvalInterrupt,
} from "./approval-questions.js";
import { runSegment, type SegmentStart, type Suspension } from "./execution-segment.js";
import { EMPTY_RECORD } from "./journal-record.js";

const NO_CHECKPOINTER = {
  type: "reject",
  message: "nobody can be asked: the agent has no checkpointer",
};

/** How a run of code ended, as the checkpointer keeps it: of a result only what the model is shown. */
type Turn = Pick<CodeOutcome, "content"> | Suspension;

/**
 * Runs code whose calls may need approval, which is asked for by LangGraph's interrupts. Every run is a
 * task of the graph: its outcome is kept by the checkpointer, so that a resumed graph comes back to the
 * latest question, in whatever process, without running again what has been run.
 */
export async function durableExecution(
  connector: CodeModeConnector,
  code: ExecuteCodeArguments,
  options: ExecuteOptions,
): Promise<CodeOutcome> {
  let execution: ExecutionResult | undefined;
  const run = task("code_mode", async (start: SegmentStart): Promise<Turn> => {
    // The graph's context is not that of what comes from a guest.
    const once = AsyncResource.bind(callOnce);
    const segment = await runSegment(connector, code, start, { ...options, once });
    if (!("execution" in segment)) return segment;
    execution = segment.execution;
    const { content } = await codeOutcome(connector, execution);
    return { content };
  });
  let start: SegmentStart = { record: EMPTY_RECORD, answers: [], logLines: 0 };
  for (;;) {
    const turn = await run(start);
    if ("content" in turn) return { content: turn.content, execution };
    const { calls, suspended } = turn;
    const response = ask(approvalInterrupt(calls));
    const answers = [...start.answers, ...approvalAnswers(calls, response)];
    start = { ...suspended, answers };
  }
}

/**
 * A call that was decided on is a task of its own: a graph that is resumed from where it waited, because the run was
 * aborted or the process died after the call, finds its answer.
 */
async function callOnce(id: number, make: () => Promise<CallAnswer>): Promise<CallAnswer> {
  return await task(`code_mode_call_${id}`, make)();
}

function ask(question: ApprovalInterrupt): HITLResponse {
  try {
    return interrupt<ApprovalInterrupt, HITLResponse>(question);
  } catch (error) {
    if (!isMissingCheckpointer(error)) throw error;
    return { decisions: question.calls.map(() => NO_CHECKPOINTER) } as HITLResponse;
  }
}

function isMissingCheckpointer(error: unknown): boolean {
  return (error as { lc_error_code?: unknown } | null)?.lc_error_code === "MISSING_CHECKPOINTER";
}
