import type { ToolCatalog } from "../catalog/tool-catalog.js";
import type { ToolCallRecord } from "../contract/execution.js";
import type {
  ExecutionGate,
  GateOptions,
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
import type { ErrorCode } from "../errors/error-code.js";
import { byteLength } from "./byte-length.js";
import { CallRecords } from "./call-records.js";
import { CallSlots } from "./call-slots.js";
import { checkArguments } from "./check-arguments.js";
import { type CheckedCall, checkCall } from "./check-call.js";
import type { ExecutionLimits } from "./execution-limits.js";
import type { PolicyGate } from "./policy/policy-gate.js";
import { ToolCallError } from "./tool-call-error.js";
import { unwrapResult } from "./unwrap-result.js";

/** What lies behind the gate. */
export interface Bridge {
  readonly catalog: ToolCatalog;
  readonly limits: ExecutionLimits;
  /** What is allowed; all calls are where there is none. */
  readonly policy: PolicyGate | undefined;
  /** Arguments are checked against input schemas. */
  readonly validateArguments: boolean;
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

/** What a failed call's record says, where it is not "error". */
const FAILED: Partial<Record<ErrorCode, "cancelled" | "denied">> = {
  TOOL_CALL_CANCELLED: "cancelled",
  POLICY_DENIED: "denied",
};

/** Opens the gate of one execution: the one place through which nested calls reach a server. */
export function openGate(bridge: Bridge, options: GateOptions): ExecutionGate {
  return new Gate(bridge, options);
}

class Gate implements ExecutionGate {
  readonly namespaces: readonly NamespaceManifest[];
  readonly #bridge: Bridge;
  readonly #onApprovalWait: (waiting: boolean) => void;
  readonly #records: CallRecords;
  readonly #slots: CallSlots;
  /** One for each call under way: the SDK never takes its listeners off a signal it was given. */
  readonly #underWay = new Set<AbortController>();
  #closed = false;

  constructor(bridge: Bridge, { onToolCall, onApprovalWait }: GateOptions) {
    this.namespaces = bridge.catalog.manifests();
    this.#bridge = bridge;
    this.#onApprovalWait = onApprovalWait ?? (() => {});
    this.#records = new CallRecords(onToolCall);
    this.#slots = new CallSlots(bridge.limits.maxConcurrentToolCalls);
  }

  async call(request: ToolCallRequest): Promise<string> {
    const { server, tool } = request;
    if (this.#closed) throw cancelled(request);
    this.#refuseBeyondLimit(request);
    const record = this.#records.begin(request, this.#bridge.catalog.namespaceOf(server));
    const call = new AbortController();
    this.#underWay.add(call);
    try {
      const checked = await this.#admit(request, record, call.signal);
      const json = await this.#inTurn(() => this.#send(request, checked, call.signal));
      record.bytes_out = byteLength(json);
      this.#records.finish(record, "ok");
      return json;
    } catch (thrown) {
      const error = this.#closed
        ? cancelled(request)
        : ToolCallError.from(thrown, { server, tool });
      record.error_code = error.code;
      record.error = error.message;
      this.#records.finish(record, FAILED[error.code] ?? "error");
      throw error;
    } finally {
      this.#underWay.delete(call);
    }
  }

  search(
    query?: string | ToolSearchOptions,
    detail?: SearchDetailLevel,
  ): Promise<ToolSearchResponse> {
    return this.#bridge.search(query, detail);
  }

  records(): ToolCallRecord[] {
    return this.#records.copies();
  }

  close(): void {
    this.#closed = true;
    for (const call of this.#underWay) call.abort();
    this.#records.cancelPending();
  }

  /** The tool that is meant, with arguments that fit it and leave to call it; or an error that says why not. */
  async #admit(
    request: ToolCallRequest,
    record: ToolCallRecord,
    signal: AbortSignal,
  ): Promise<CheckedCall> {
    const { catalog, failureOf, policy, validateArguments } = this.#bridge;
    const { server } = request;
    const failure = failureOf(server);
    if (failure !== undefined) throw failure;
    const checked = checkCall(request, catalog);
    record.tool = checked.tool.name;
    if (validateArguments) await checkArguments(server, checked, catalog);
    const call = { server, namespace: record.namespace, ...checked };
    await policy?.admit(call, { signal, onWait: this.#onApprovalWait });
    return checked;
  }

  /** Bounds what is under way at once; the rest wait in the order in which they came. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const queued = this.#slots.acquire();
    try {
      if (queued !== undefined) await queued;
      return await work();
    } finally {
      this.#slots.release();
    }
  }

  async #send(
    { server }: ToolCallRequest,
    { tool, args }: CheckedCall,
    signal: AbortSignal,
  ): Promise<string> {
    signal.throwIfAborted();
    const result = await this.#bridge.callTool(server, tool.name, args, { signal });
    const value = unwrapResult(result, { server, tool: tool.name });
    this.#bridge.onValue?.(server, tool, value);
    return JSON.stringify(value) ?? "null";
  }

  #refuseBeyondLimit({ server, tool }: ToolCallRequest): void {
    const { maxToolCalls } = this.#bridge.limits;
    if (this.#records.count < maxToolCalls) return;
    const message = `this execution has made ${maxToolCalls} tool calls, the most that are allowed`;
    throw new ToolCallError("ToolError", "TOOL_CALL_LIMIT", message, { server, tool });
  }
}

function cancelled({ server, tool }: ToolCallRequest): ToolCallError {
  const message = "the execution has ended; this call was not made";
  return new ToolCallError("ToolError", "TOOL_CALL_CANCELLED", message, { server, tool });
}
