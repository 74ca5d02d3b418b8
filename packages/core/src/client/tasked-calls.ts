import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import type { CallToolOptions } from "../contract/tool.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { MAX_TIMER_MS } from "../protocol/max-timer.js";
import { concealedReason } from "./conceal.js";
import { forgetProgress } from "./forget-progress.js";
import { onAbort } from "./on-abort.js";
import { orAborted } from "./or-aborted.js";
import { neverArrived } from "./request-error.js";
import type { ServerLink } from "./server-link.js";
import type { PartOptions } from "./session-requests.js";

/** How often a server is asked that does not say how often it wants to be; and bounds for one that does. */
const POLL_MS = 1_000;
const SHORTEST_POLL_MS = 50;
const LONGEST_POLL_MS = 5_000;

/** What of a task's states there is to wait for. Of others, and of none, the result is asked for. */
const AT_WORK = "working";
const ENDED: readonly unknown[] = ["completed", "failed", "cancelled"];
const ENDS = { failed: "failed", cancelled: "was cancelled by the server" } as const;

type Answer = Readonly<Record<string, unknown>>;
type Params = Readonly<Record<string, unknown>>;

/** What is needed of the session. */
export interface TaskChannel {
  readonly client: Client;
  readonly link: ServerLink;
  readonly serverName: string;
  /** One answer, as the server sent it. `what` is the tool's name, or the method. */
  request(what: string, method: string, params: Params, options: PartOptions): Promise<Answer>;
}

/** Calls of tools that their server runs as tasks alone: it answers at once, and is asked for the result. */
export class TaskedCalls {
  readonly #channel: TaskChannel;

  constructor(channel: TaskChannel) {
    this.#channel = channel;
  }

  /** The result of a call, however long its task takes; an abort cancels the task. */
  async call(name: string, params: Params, options: PartOptions): Promise<Answer> {
    const created = await this.#create(name, { ...params, task: {} }, options);
    const task = taskOf(created["task"]);
    if (task === undefined) {
      // Some answer with the result at once. What has neither would be told as an answer without content.
      if (!created["task"] || created["content"]) return created;
      throw this.#nameless(name);
    }
    try {
      return await this.#resultOf(name, task, options);
    } finally {
      forgetProgress(this.#channel.client, task.taskId);
    }
  }

  /**
   * The answer to the call. An abort does not end its request: a server that heard of it would begin the task all the
   * same and tell nobody which, where `tasks/cancel` is what the protocol has for it.
   */
  async #create(name: string, params: Params, options: PartOptions): Promise<Answer> {
    const { signal, onProgress, ...unbound } = options;
    const begin = (given: PartOptions): Promise<Answer> =>
      this.#channel.request(name, "tools/call", params, given);
    if (!signal || signal.aborted) return begin(options);
    const heard: CallToolOptions["onProgress"] = (progress) => {
      if (!signal.aborted) onProgress?.(progress);
    };
    const beginning = begin({ ...unbound, onProgress: heard });
    try {
      return await orAborted(beginning, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      beginning.then(
        (created) => this.#abandon(taskOf(created["task"])),
        () => {},
      );
      const { serverName: server } = this.#channel;
      throw new ToolweaveError("TOOL_CALL_CANCELLED", `${name} on "${server}" was cancelled`, {
        details: { server, tool: name },
        cause: error,
      });
    }
  }

  #nameless(name: string): ToolweaveError {
    const { serverName: server } = this.#channel;
    const message = `The server "${server}" began a task for ${name} and gave it no taskId: what comes of it cannot be asked for`;
    return new ToolweaveError("TOOL_FAILED", message, { details: { server, tool: name } });
  }

  #abandon(task: Task | undefined): void {
    if (task === undefined) return;
    forgetProgress(this.#channel.client, task.taskId);
    this.#cancel(task.taskId);
  }

  async #resultOf(name: string, created: Task, options: CallToolOptions): Promise<Answer> {
    const { taskId } = created;
    const { signal, timeoutMs } = options;
    try {
      let task = created;
      while (task.status === AT_WORK) {
        await pause(task.pollInterval, signal);
        task = await this.#look(name, taskId, { signal, timeoutMs });
      }
      // One that waits for a person gets to ask by this request, and takes as long as they do.
      const longest = ENDED.includes(task.status) ? timeoutMs : MAX_TIMER_MS;
      return await this.#channel
        .request(name, "tasks/result", { taskId }, { signal, timeoutMs: longest })
        .catch(async (error: unknown) => {
          throw await this.#withStatus(name, taskId, error);
        });
    } catch (error) {
      if (signal?.aborted || isLeftAlone(error)) this.#cancel(taskId);
      throw startedAlready(error);
    }
  }

  async #look(name: string, taskId: string, options: CallToolOptions): Promise<Task> {
    const answer = await this.#channel.request(name, "tasks/get", { taskId }, options);
    return taskOf(answer) ?? { taskId };
  }

  /** Of a task that failed, servers tell why in its status, and in place of a result that there is none. */
  async #withStatus(name: string, taskId: string, error: unknown): Promise<unknown> {
    if (!ToolweaveError.isInstance(error) || error.code !== "TOOL_FAILED") return error;
    const ended = await this.#look(name, taskId, {}).catch(() => undefined);
    if (ended?.status !== "failed" && ended?.status !== "cancelled") return error;
    const { statusMessage: said } = ended;
    const words = typeof said === "string" && said !== "" ? `: ${this.#concealed(said)}` : "";
    const message = `${error.message} (its task ${ENDS[ended.status]}${words})`;
    return new ToolweaveError("TOOL_FAILED", message, { details: error.details, cause: error });
  }

  #concealed(words: string): string {
    return concealedReason(new Error(words), this.#channel.link.conceal);
  }

  /** Whoever gave it up does not wait for it. */
  #cancel(taskId: string): void {
    this.#channel.request("tasks/cancel", "tasks/cancel", { taskId }, {}).catch(() => {});
  }
}

/** A task as a server tells of it. */
interface Task {
  readonly taskId: string;
  readonly status?: unknown;
  readonly statusMessage?: unknown;
  readonly pollInterval?: unknown;
}

function taskOf(value: unknown): Task | undefined {
  const task = value as Partial<Task> | undefined | null;
  return typeof task?.taskId === "string" ? { ...task, taskId: task.taskId } : undefined;
}

/** Resolves early when the signal fires: the next request then fails by it. */
function pause(wanted: unknown, signal: AbortSignal | undefined): Promise<void> {
  const asked = typeof wanted === "number" && wanted >= 0 ? wanted : POLL_MS;
  const ms = Math.min(Math.max(asked, SHORTEST_POLL_MS), LONGEST_POLL_MS);
  let timer: ReturnType<typeof setTimeout> | undefined;
  // What fired already calls back before it has given a way to stop listening.
  let stopListening: (() => void) | undefined;
  return new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
    stopListening = signal && onAbort(signal, resolve);
  }).finally(() => {
    clearTimeout(timer);
    stopListening?.();
  });
}

/** The server did not say how it stands: the task would go on for nobody, and beside that of a retry. */
function isLeftAlone(error: unknown): boolean {
  if (!ToolweaveError.isInstance(error)) return false;
  return error.code === "TOOL_TIMEOUT" || error.code === "SERVER_UNAVAILABLE";
}

/** By its cause an error may say that a request never reached its server: of the call, that would be wrong. */
function startedAlready(error: unknown): unknown {
  if (!ToolweaveError.isInstance(error) || !neverArrived(error)) return error;
  const { code, message, details } = error;
  return new ToolweaveError(code, message, { details, cause: new Error(message) });
}
