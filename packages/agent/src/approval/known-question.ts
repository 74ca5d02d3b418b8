import type { PendingApproval } from "./approval-questions.js";
import { taskConfig } from "./unaddressed-response.js";

/** By this channel LangGraph stores what a task has asked. */
const QUESTIONS = "__interrupt__";

interface StoredQuestion {
  readonly value?: { readonly calls?: unknown };
}

/** True if the state that the graph goes on from has this question for what runs, so that a response is about it. */
export async function isKnownQuestion(calls: readonly PendingApproval[]): Promise<boolean> {
  const {
    __pregel_checkpointer: saver,
    __pregel_task_id: taskId,
    checkpoint_map: checkpoints = {},
    thread_id,
  } = taskConfig();
  const states = await Promise.all(
    Object.entries(checkpoints).map(([checkpoint_ns, checkpoint_id]) =>
      saver?.getTuple({ configurable: { thread_id, checkpoint_ns, checkpoint_id } }),
    ),
  );
  const questions = states
    .flatMap((state) => state?.pendingWrites ?? [])
    .filter(([id, channel]) => id === taskId && channel === QUESTIONS)
    .flatMap(([, , value]) => [value].flat() as StoredQuestion[]);
  const asked = JSON.stringify(calls);
  return questions.some(({ value }) => JSON.stringify(value?.calls) === asked);
}
