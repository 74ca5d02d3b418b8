import type { CallToolOptions, ToolDefinition } from "../contract/tool.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { MAX_TIMER_MS } from "../protocol/max-timer.js";
import { onAbort } from "./on-abort.js";
import { neverArrived } from "./request-error.js";

/** How often a server is asked that does not say how often it wants to be; and bounds for one that does. */
const POLL_MS = 1_000;
const SHORTEST_POLL_MS = 50;
const LONGEST_POLL_MS = 5_000;

/** What of a task's states there is to wait for. Of others, and of none, the result is asked for. */
const AT_WORK = "working";

type Answer = Readonly<Record<string, unknown>>;
type Params = Readonly<Record<string, unknown>>;

/** What is needed of the session. */
export interface TaskChannel {
  listTools(): Promise<readonly ToolDefinition[]>;
  /** One answer, as the server sent it. `what` is the tool's name, or the method. */
  request(what: string, method: string, params: Params, options: CallToolOptions): Promise<Answer>;
}

/** Calls of tools that their server runs as tasks alone: it answers at once, and is asked for the result. */
export class TaskedCalls {
  readonly #channel: TaskChannel;
  #list: readonly ToolDefinition[] | undefined;
  #names: ReadonlySet<string> = new Set();

  constructor(channel: TaskChannel) {
    this.#channel = channel;
  }

  /** True for a tool that can be called in no other way. */
  async isNeeded(name: string): Promise<boolean> {
    // Without a list it is called like any other, and what is wrong shows then.
    const list = await this.#channel.listTools().catch(() => undefined);
    if (list !== undefined && list !== this.#list) {
      this.#list = list;
      this.#names = new Set(list.filter(runsAsTaskOnly).map((tool) => tool.name));
    }
    return this.#names.has(name);
  }

  /** The result of a call, however long its task takes; an abort cancels the task. */
  async call(name: string, params: Params, options: CallToolOptions): Promise<Answer> {
    const tasked = { ...params, task: {} };
    const created = await this.#channel.request(name, "tools/call", tasked, options);
    const task = taskOf(created["task"]);
    return task === undefined ? created : this.#resultOf(name, task, options);
  }

  async #resultOf(name: string, created: Task, options: CallToolOptions): Promise<Answer> {
    const { taskId } = created;
    const { signal, timeoutMs } = options;
    try {
      let task = created;
      while (task.status === AT_WORK) {
        await pause(task.pollInterval, signal);
        const answer = await this.#channel.request(
          name,
          "tasks/get",
          { taskId },
          { signal, timeoutMs },
        );
        task = taskOf(answer) ?? { taskId };
      }
      // One that waits for a person gets to ask by this request, and takes as long as they do.
      const unbounded = { signal, timeoutMs: MAX_TIMER_MS };
      return await this.#channel.request(name, "tasks/result", { taskId }, unbounded);
    } catch (error) {
      if (signal?.aborted) this.#cancel(taskId);
      throw startedAlready(error);
    }
  }

  /** Whoever aborted does not wait for it. */
  #cancel(taskId: string): void {
    this.#channel.request("tasks/cancel", "tasks/cancel", { taskId }, {}).catch(() => {});
  }
}

/** A task as a server tells of it. */
interface Task {
  readonly taskId: string;
  readonly status?: unknown;
  readonly pollInterval?: unknown;
}

function taskOf(value: unknown): Task | undefined {
  const task = value as Partial<Task> | undefined | null;
  return typeof task?.taskId === "string" ? { ...task, taskId: task.taskId } : undefined;
}

function runsAsTaskOnly(tool: ToolDefinition): boolean {
  const { execution } = tool as { readonly execution?: { readonly taskSupport?: unknown } | null };
  return execution?.taskSupport === "required";
}

/** Resolves early when the signal fires: the next request then fails by it. */
function pause(wanted: unknown, signal: AbortSignal | undefined): Promise<void> {
  const asked = typeof wanted === "number" && wanted >= 0 ? wanted : POLL_MS;
  const ms = Math.min(Math.max(asked, SHORTEST_POLL_MS), LONGEST_POLL_MS);
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stopListening?.();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const stopListening = signal && onAbort(signal, end);
  });
}

/** By its cause an error may say that a request never reached its server: of the call, that would be wrong. */
function startedAlready(error: unknown): unknown {
  if (!ToolweaveError.isInstance(error) || !neverArrived(error)) return error;
  const { code, message, details } = error;
  return new ToolweaveError(code, message, { details, cause: new Error(message) });
}
