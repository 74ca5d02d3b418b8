import type { ToolCatalog } from "../catalog/tool-catalog.js";
import type { ExecuteOptions, ToolCallRecord } from "../contract/execution.js";
import type {
  ExecutionGate,
  NamespaceManifest,
  ToolCallRequest,
  ToolInfo,
} from "../contract/executor-host.js";
import type { CallToolOptions, ToolResult } from "../contract/tool.js";
import type {
  SearchDetailLevel,
  ToolSearchOptions,
  ToolSearchResponse,
} from "../contract/tool-search.js";
import { CallSlots } from "./call-slots.js";
import { checkCall } from "./check-call.js";
import type { ExecutionLimits } from "./execution-limits.js";
import { ToolCallError } from "./tool-call-error.js";
import { unwrapResult } from "./unwrap-result.js";

/** What lies behind the gate. */
export interface Bridge {
  readonly catalog: ToolCatalog;
  readonly limits: ExecutionLimits;
  callTool(
    server: string,
    tool: string,
    args: Record<string, unknown>,
    options: CallToolOptions,
  ): Promise<ToolResult>;
  search(
    query?: string | ToolSearchOptions,
    detail?: SearchDetailLevel,
  ): Promise<ToolSearchResponse>;
  /** Why a configured server cannot be reached; `undefined` while it can. */
  failureOf(server: string): Error | undefined;
  /** Hears of the value of every call that succeeds. */
  onValue?(server: string, tool: ToolInfo, value: unknown): void;
}

/** Opens the gate of one execution: the one place through which nested calls reach a server. */
export function openGate(
  bridge: Bridge,
  options: Pick<ExecuteOptions, "onToolCall">,
): ExecutionGate {
  return new Gate(bridge, options.onToolCall);
}

class Gate implements ExecutionGate {
  readonly namespaces: readonly NamespaceManifest[];
  readonly #bridge: Bridge;
  readonly #onToolCall: ExecuteOptions["onToolCall"];
  readonly #started: number = performance.now();
  readonly #records: ToolCallRecord[] = [];
  readonly #slots: CallSlots;
  /** One for each call under way: the SDK never takes its listeners off a signal it was given. */
  readonly #underWay = new Set<AbortController>();
  #closed = false;

  constructor(bridge: Bridge, onToolCall: ExecuteOptions["onToolCall"]) {
    this.namespaces = bridge.catalog.manifests();
    this.#bridge = bridge;
    this.#onToolCall = onToolCall;
    this.#slots = new CallSlots(bridge.limits.maxConcurrentToolCalls);
  }

  async call(request: ToolCallRequest): Promise<string> {
    const { server, tool } = request;
    if (this.#closed) throw cancelled(request);
    this.#refuseBeyondLimit(request);
    const record = this.#begin(request);
    const queued = this.#slots.acquire();
    try {
      if (queued !== undefined) await queued;
      const json = await this.#send(request, record);
      record.bytes_out = byteLength(json);
      this.#finish(record, "ok");
      return json;
    } catch (thrown) {
      const error = ToolCallError.from(thrown, { server, tool });
      record.error_code = error.code;
      record.error = error.message;
      this.#finish(record, error.code === "TOOL_CALL_CANCELLED" ? "cancelled" : "error");
      throw error;
    } finally {
      this.#slots.release();
    }
  }

  search(
    query?: string | ToolSearchOptions,
    detail?: SearchDetailLevel,
  ): Promise<ToolSearchResponse> {
    return this.#bridge.search(query, detail);
  }

  records(): ToolCallRecord[] {
    return this.#records.map((record) => ({ ...record }));
  }

  close(): void {
    this.#closed = true;
    for (const call of this.#underWay) call.abort();
    for (const record of this.#records) {
      if (record.status === "pending") this.#finish(record, "cancelled");
    }
  }

  async #send(request: ToolCallRequest, record: ToolCallRecord): Promise<string> {
    if (this.#closed) throw cancelled(request);
    const { catalog, failureOf } = this.#bridge;
    const failure = failureOf(request.server);
    if (failure !== undefined) throw failure;
    const { tool, args } = checkCall(request, catalog);
    record.tool = tool.name;
    const call = new AbortController();
    this.#underWay.add(call);
    try {
      const { signal } = call;
      const result = await this.#bridge.callTool(request.server, tool.name, args, { signal });
      const value = unwrapResult(result, { server: request.server, tool: tool.name });
      this.#bridge.onValue?.(request.server, tool, value);
      return JSON.stringify(value) ?? "null";
    } finally {
      this.#underWay.delete(call);
    }
  }

  #refuseBeyondLimit({ server, tool }: ToolCallRequest): void {
    const { maxToolCalls } = this.#bridge.limits;
    if (this.#records.length < maxToolCalls) return;
    const message = `this execution has made ${maxToolCalls} tool calls, the most that are allowed`;
    throw new ToolCallError("ToolError", "TOOL_CALL_LIMIT", message, { server, tool });
  }

  #begin({ id, server, tool, args }: ToolCallRequest): ToolCallRecord {
    const record: ToolCallRecord = {
      id,
      server,
      namespace: this.#bridge.catalog.namespaceOf(server),
      tool,
      status: "pending",
      started_ms: performance.now() - this.#started,
      duration_ms: 0,
      bytes_in: args.length === 0 ? 0 : byteLength(JSON.stringify(args[0]) ?? ""),
      bytes_out: 0,
    };
    this.#records.push(record);
    this.#notify(record);
    return record;
  }

  #finish(record: ToolCallRecord, status: ToolCallRecord["status"]): void {
    if (record.status !== "pending") return;
    record.status = status;
    record.duration_ms = performance.now() - this.#started - record.started_ms;
    this.#notify(record);
  }

  #notify(record: ToolCallRecord): void {
    if (this.#onToolCall === undefined) return;
    try {
      this.#onToolCall({ ...record });
    } catch {
      // An observer's own mistake must not change what the code sees.
    }
  }
}

function cancelled({ server, tool }: ToolCallRequest): ToolCallError {
  const message = "the execution has ended; this call was not made";
  return new ToolCallError("ToolError", "TOOL_CALL_CANCELLED", message, { server, tool });
}

function byteLength(text: string): number {
  return globalThis.Buffer?.byteLength(text) ?? new TextEncoder().encode(text).length;
}
