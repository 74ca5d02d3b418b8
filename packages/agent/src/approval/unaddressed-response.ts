import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";
import type { BaseCheckpointSaver } from "@langchain/langgraph";

/** Where LangGraph keeps the responses for a task: those in their order, or one for whatever asks first. */
interface Scratchpad {
  readonly resume: readonly unknown[];
  nullResume: unknown;
}

/** What LangGraph has put into the configuration of a task. */
interface TaskConfig {
  readonly thread_id?: string;
  readonly __pregel_scratchpad?: Scratchpad;
  /** The responses by the ids of their questions, if the graph was resumed so. */
  readonly __pregel_resume_map?: unknown;
  readonly __pregel_checkpointer?: BaseCheckpointSaver;
  readonly __pregel_task_id?: string;
  /** The checkpoints that the task belongs to, by the namespaces of its graph and those around it. */
  readonly checkpoint_map?: Readonly<Record<string, string>>;
}

/** By this task LangGraph stores the response for whatever asks first. */
const NO_TASK = "00000000-0000-0000-0000-000000000000";

/** True if the graph was resumed with responses for what runs. There is no other way to know than to take them. */
export function areResponsesLeft(): boolean {
  ignoreUnaddressedOfBefore();
  return hasUnaddressed() || (taskConfig().__pregel_scratchpad?.resume.length ?? 0) > 0;
}

/** True if there is a response for whatever asks first. */
export function hasUnaddressed(): boolean {
  return taskConfig().__pregel_scratchpad?.nullResume !== undefined;
}

/**
 * A graph that is resumed by the ids of questions has no response for whatever asks first. But LangGraph finds the one
 * that it was resumed with before, and would give it to a question that nobody has answered.
 */
export function ignoreUnaddressedOfBefore(): void {
  const { __pregel_scratchpad: scratchpad, __pregel_resume_map: byIds } = taskConfig();
  if (scratchpad !== undefined && byIds !== undefined) scratchpad.nullResume = undefined;
}

/**
 * Takes the response for whatever asks first from the checkpoint: LangGraph leaves it there, and a graph that goes on
 * without a response would give it to the next question.
 */
export async function dropUnaddressed(): Promise<void> {
  const {
    __pregel_checkpointer: saver,
    checkpoint_map: checkpoints = {},
    thread_id,
  } = taskConfig();
  const dropping = Object.entries(checkpoints).map(([checkpoint_ns, checkpoint_id]) =>
    saver?.putWrites(
      { configurable: { thread_id, checkpoint_ns, checkpoint_id } },
      [["__resume__", undefined]],
      NO_TASK,
    ),
  );
  await Promise.all(dropping);
}

/** The configuration of the task that is under way. */
export function taskConfig(): TaskConfig {
  return (AsyncLocalStorageProviderSingleton.getRunnableConfig()?.configurable ?? {}) as TaskConfig;
}
