import { AsyncResource } from "node:async_hooks";
import { setMaxListeners } from "node:events";
import { getConfig, task } from "@langchain/langgraph";
import type {
  CallAnswer,
  CodeModeConnector,
  ExecuteCodeArguments,
  ExecuteOptions,
  ExecutionResult,
} from "@toolweave/core";
import { restored, storable } from "../checkpoints/storable.js";
import { type CodeOutcome, codeOutcome } from "../code-mode/code-outcome.js";
import { approvalAnswers, approvalInterrupt, type PendingApproval } from "./approval-questions.js";
import { runSegment, type SegmentStart, type Suspension } from "./execution-segment.js";
import { EMPTY_RECORD } from "./journal-record.js";
import { isKnownQuestion } from "./known-question.js";
import { oneAfterAnother } from "./one-after-another.js";
import { Responses } from "./responses.js";
import { areResponsesLeft } from "./unaddressed-response.js";

/**
 * How a run of code ended, as the checkpointer keeps it: of a result only what the model is shown, of questions also
 * how many responses there were before they were asked.
 */
type Turn = Pick<CodeOutcome, "content"> | (Suspension & { readonly heard: number });

/**
 * Runs code. Its calls may need approval, which is asked for by LangGraph's interrupts. Every run is a
 * task of the graph: its outcome is kept by the checkpointer, so that a resumed graph comes back to the
 * latest question, in whatever process, without running again what has been run.
 */
export function durableExecution(
  connector: CodeModeConnector,
  code: ExecuteCodeArguments,
  options: ExecuteOptions,
): Promise<CodeOutcome> {
  return oneAfterAnother(() => inTurns(connector, code, options));
}

async function inTurns(
  connector: CodeModeConnector,
  code: ExecuteCodeArguments,
  options: ExecuteOptions,
): Promise<CodeOutcome> {
  // What was asked under another policy, as before a restart, goes on as it was decided.
  if (!connector.needsApprover && !areResponsesLeft())
    return codeOutcome(connector, await connector.executeCode(code, options));
  const responses = new Responses();
  // A task has a context of its own, in which nothing was asked.
  const takeRest = AsyncResource.bind(() => responses.takeRest());
  const isUnheardOf = AsyncResource.bind(
    async (calls: readonly PendingApproval[]) =>
      areResponsesLeft() && !(await isKnownQuestion(calls)),
  );
  let execution: ExecutionResult | undefined;
  const run = task(
    "code_mode",
    async (start: SegmentStart, asked: readonly PendingApproval[]): Promise<Turn> => {
      // What the code will ask now nobody has seen yet: whatever is there is about what was asked before.
      const latest = asked.length === 0 ? undefined : takeRest();
      const later = latest === undefined ? [] : approvalAnswers(asked, latest);
      const answers = [...start.answers, ...later];
      const decided = { ...start, answers };
      // The graph's context is not that of what comes from a guest.
      const once = AsyncResource.bind(callOnce);
      const segment = await runSegment(connector, code, decided, { ...options, once });
      if (!("execution" in segment)) {
        const { suspended, calls } = segment;
        // A graph that is resumed from a state before its latest runs the code anew, which may ask something else.
        if (asked.length === 0 && (await isUnheardOf(calls))) takeRest();
        return { suspended: storable(suspended), calls, heard: responses.taken };
      }
      execution = segment.execution;
      const { content } = await codeOutcome(connector, execution);
      return { content: storable(content) };
    },
  );
  let start: SegmentStart = { record: EMPTY_RECORD, answers: [], logLines: 0 };
  let asked: readonly PendingApproval[] = [];
  for (;;) {
    const turn = await run(start, asked);
    if ("content" in turn) return { content: restored(turn.content), execution };
    const { calls, heard } = turn;
    const suspended = restored(turn.suspended);
    const question = approvalInterrupt(calls);
    while (responses.taken < heard) await responses.take(question);
    const answers = approvalAnswers(calls, await responses.take(question));
    start = { ...suspended, answers: [...suspended.answers, ...answers] };
    asked = calls;
  }
}

/**
 * A call that was decided on is a task of its own: a graph that is resumed from where it waited, because the run was
 * aborted or the process died after the call, finds its answer.
 */
async function callOnce(id: number, make: () => Promise<CallAnswer>): Promise<CallAnswer> {
  const { signal } = getConfig();
  // Every call that is under way listens to it, and beyond ten Node.js would warn of a leak.
  if (signal !== undefined) setMaxListeners(0, signal);
  return restored(await task(`code_mode_call_${id}`, async () => storable(await make()))());
}
