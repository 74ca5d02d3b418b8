import { interrupt, task } from "@langchain/langgraph";
import type {
  CodeModeConnector,
  ExecuteCodeArguments,
  ExecuteOptions,
  ExecutionResult,
} from "@toolweave/core";
import type { HITLResponse } from "langchain";
import {
  type ApprovalInterrupt,
  approvalAnswers,
  approvalInterrupt,
} from "./approval-questions.js";
import { runSegment, type Segment, type SegmentStart } from "./execution-segment.js";
import { EMPTY_RECORD } from "./journal-record.js";

const NO_CHECKPOINTER = {
  type: "reject",
  message: "nobody can be asked: the agent has no checkpointer",
};

/**
 * Runs code whose calls may need approval, which is asked for by LangGraph's interrupts. Every run is a
 * task of the graph: its outcome is kept by the checkpointer, so that a resumed graph comes back to the
 * latest question, in whatever process, without running again what has been run.
 */
export async function durableExecution(
  connector: CodeModeConnector,
  code: ExecuteCodeArguments,
  options: ExecuteOptions,
): Promise<ExecutionResult> {
  const run = task("code_mode", (start: SegmentStart): Promise<Segment> => {
    return runSegment(connector, code, start, options);
  });
  let start: SegmentStart = { record: EMPTY_RECORD, answers: [], logLines: 0 };
  for (;;) {
    const segment = await run(start);
    if ("execution" in segment) return segment.execution;
    const { calls, suspended } = segment;
    const response = ask(approvalInterrupt(calls));
    const answers = [...start.answers, ...approvalAnswers(calls, response)];
    start = { ...suspended, answers };
  }
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
