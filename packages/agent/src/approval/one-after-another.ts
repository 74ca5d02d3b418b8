import { isGraphInterrupt } from "@langchain/langgraph";
import { taskConfig } from "./unaddressed-response.js";

/** By what LangGraph keeps for a task while it runs, the end of the execution that was begun last in it. */
const ends = new WeakMap<object, Promise<void>>();

/**
 * Runs an execution when those before it in the same task of the graph have ended. LangGraph numbers what a task asks
 * and what it has run in the order of time, and knows no other tie: side by side, an execution would have the
 * response, or the outcome, of another. If one before it waits for approval it is not run: it is once the task is
 * resumed.
 */
export function oneAfterAnother<T>(run: () => Promise<T>): Promise<T> {
  const { __pregel_scratchpad: task } = taskConfig();
  if (task === undefined) return run();
  const running = (ends.get(task) ?? Promise.resolve()).then(run);
  const end = running.then(
    () => {},
    (error) => {
      if (isGraphInterrupt(error)) throw error;
    },
  );
  // There may be none after it.
  end.catch(() => {});
  ends.set(task, end);
  return running;
}
