import { whyNoJson } from "../client/unsendable.js";
import type { ExecuteOptions, ToolCallRecord } from "../contract/execution.js";
import type { ToolCallRequest } from "../contract/executor-host.js";
import type { ActivityObserver } from "../observability/activity-observer.js";
import type { CallOutcome } from "../observability/call-outcome.js";
import { callQuietly } from "../protocol/call-quietly.js";
import { byteLength } from "./byte-length.js";

type Status = ToolCallRecord["status"];

/** What a record says whether or not the server has heard of the call. */
const MADE_OR_NOT: ReadonlySet<Status> = new Set(["error", "cancelled"]);

/** A call, and what is known of it until it is over. */
export interface RecordedCall {
  readonly record: ToolCallRecord;
  /** How many requests of it its server may have got: what comes of them may no longer be known. */
  requests: number;
  /** Why its arguments cannot be sent, if they cannot: they are no JSON. */
  readonly unsendable: string | undefined;
  /** What the code's author should know of its answer. */
  warning?: string | undefined;
}

/** What one execution has called, in the order of invocation, and who hears of it. */
export class CallRecords {
  readonly #onToolCall: ExecuteOptions["onToolCall"];
  readonly #observer: ActivityObserver;
  readonly #started: number = performance.now();
  readonly #calls: RecordedCall[] = [];

  constructor(onToolCall: ExecuteOptions["onToolCall"], observer: ActivityObserver) {
    this.#onToolCall = onToolCall;
    this.#observer = observer;
  }

  get count(): number {
    return this.#calls.length;
  }

  begin({ id, server, tool, args }: ToolCallRequest, namespace: string): RecordedCall {
    const { json, problem } = jsonOf(args[0]);
    const record: ToolCallRecord = {
      id,
      server,
      namespace,
      tool,
      status: "pending",
      started_ms: performance.now() - this.#started,
      duration_ms: 0,
      bytes_in: byteLength(json),
      bytes_out: 0,
    };
    const call = { record, requests: 0, unsendable: problem };
    this.#calls.push(call);
    this.#notify(record);
    this.#observer.callStarted(record, args);
    return call;
  }

  /** The first end counts. */
  finish(
    { record, requests }: RecordedCall,
    status: Exclude<Status, "pending">,
    outcome?: CallOutcome | undefined,
  ): void {
    if (record.status !== "pending") return;
    record.status = status;
    if (MADE_OR_NOT.has(status) && requests === 0) record.unsent = true;
    record.duration_ms = performance.now() - this.#started - record.started_ms;
    this.#notify(record);
    this.#observer.callEnded(record, outcome);
  }

  cancelPending(): void {
    for (const call of this.#calls) {
      if (call.record.status !== "pending") continue;
      call.record.error_code = "TOOL_CALL_CANCELLED";
      this.finish(call, "cancelled");
    }
  }

  copies(): ToolCallRecord[] {
    return this.#calls.map(({ record }) => ({ ...record }));
  }

  #notify(record: ToolCallRecord): void {
    if (this.#onToolCall !== undefined) callQuietly(this.#onToolCall, { ...record });
  }
}

/** A sandbox sends JSON; executors without one may pass on what the code has. */
function jsonOf(value: unknown): { json: string; problem: string | undefined } {
  try {
    return { json: JSON.stringify(value) ?? "", problem: undefined };
  } catch (error) {
    return { json: "", problem: whyNoJson(error) };
  }
}
