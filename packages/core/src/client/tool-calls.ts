import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import type { ServerCapabilities } from "@modelcontextprotocol/sdk/types.js";
import type { CallToolOptions, ToolResult } from "../contract/tool.js";
import { shown } from "../errors/check-keys.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { checkCallOptions } from "./call-options.js";
import type { ServerLink } from "./server-link.js";
import { type SessionRequests, watched } from "./session-requests.js";
import { type ListedTools, TaskTools } from "./task-tools.js";
import { TaskedCalls } from "./tasked-calls.js";

/** What is needed of the session. */
export interface CallingSession extends ListedTools {
  readonly client: Client;
  readonly capabilities: ServerCapabilities | undefined;
}

/** The calls of a session's tools, each in the way that its tool is to be called. */
export class ToolCalls {
  readonly #session: CallingSession;
  readonly #requests: SessionRequests;
  readonly #taskTools: TaskTools;
  readonly #tasked: TaskedCalls;

  constructor(session: CallingSession, requests: SessionRequests, link: ServerLink) {
    const { client, serverName } = session;
    this.#session = session;
    this.#requests = requests;
    this.#taskTools = new TaskTools(session);
    this.#tasked = new TaskedCalls({
      client,
      link,
      serverName,
      request: (what, method, given, options) =>
        requests.make(what, { method, params: { ...given } }, options),
    });
  }

  /** @throws ToolweaveError as `MCPSession.callTool`. */
  async call(
    name: string,
    args: Readonly<Record<string, unknown>>,
    options: CallToolOptions,
  ): Promise<ToolResult> {
    const result = await this.#answer(name, args, options);
    // Some servers leave it out beside structured content; whoever reads results counts on it.
    const isWhole = (result["content"] ?? undefined) !== undefined;
    return (isWhole ? result : { ...result, content: [] }) as unknown as ToolResult;
  }

  async #answer(
    name: string,
    args: Readonly<Record<string, unknown>>,
    options: CallToolOptions,
  ): Promise<Readonly<Record<string, unknown>>> {
    checkCallOptions("callTool", options);
    this.#checkArguments(name, args);
    const params = { name, arguments: { ...args } };
    const request = { method: "tools/call", params };
    if (!this.#offersTasks) return this.#requests.make(name, request, watched(options));
    const begun = performance.now();
    const isTasked = await this.#taskTools.has(name, options);
    const timed = { ...watched(options), waitedMs: performance.now() - begun };
    return isTasked
      ? this.#tasked.call(name, params, timed)
      : this.#requests.make(name, request, timed);
  }

  /** Without that, a tool is called like any other, whatever it says of tasks: so the protocol has it. */
  get #offersTasks(): boolean {
    return this.#session.capabilities?.tasks?.requests?.tools?.call !== undefined;
  }

  /** The characters of a text would be sent as arguments, and nothing of a promise. */
  #checkArguments(name: string, args: unknown): void {
    const isObject = typeof args === "object" && !Array.isArray(args);
    if (isObject && !(args instanceof Promise)) return;
    const { serverName: server } = this.#session;
    const advice = args instanceof Promise ? ": did you forget await?" : "";
    const given = Array.isArray(args) ? "an array" : shown(args);
    const message = `${name} on "${server}" cannot be sent: its arguments must be an object, not ${given}${advice}`;
    throw new ToolweaveError("TOOL_ARGUMENTS_INVALID", message, {
      details: { server, tool: name },
    });
  }
}
