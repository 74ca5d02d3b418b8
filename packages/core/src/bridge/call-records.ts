import type { ExecuteOptions, ToolCallRecord } from "../contract/execution.js";
import type { ToolCallRequest } from "../contract/executor-host.js";
import type { ActivityObserver } from "../observability/activity-observer.js";
import type { CallOutcome } from "../observability/call-outcome.js";
import { callQuietly } from "../observability/call-quietly.js";
import { byteLength } from "./byte-length.js";

type Status = ToolCallRecord["status"];

/** What a record says whether or not the server has heard of the call. */
const MADE_OR_NOT: ReadonlySet<Status> = new Set(["error", "cancelled"]);

/** What one execution has called, in the order of invocation, and who hears of it. */
export class CallRecords {
  readonly #onToolCall: ExecuteOptions["onToolCall"];
  readonly #observer: ActivityObserver;
  readonly #started: number = performance.now();
  readonly #records: ToolCallRecord[] = [];
  /** How many requests of a call its server may have got. */
  readonly #sent = new Map<ToolCallRecord, number>();

  constructor(onToolCall: ExecuteOptions["onToolCall"], observer: ActivityObserver) {
    this.#onToolCall = onToolCall;
    this.#observer = observer;
  }

  get count(): number {
    return this.#records.length;
  }

  begin({ id, server, tool, args }: ToolCallRequest, namespace: string): ToolCallRecord {
    const record: ToolCallRecord = {
      id,
      server,
      namespace,
      tool,
      status: "pending",
      started_ms: performance.now() - this.#started,
      duration_ms: 0,
      bytes_in: args.length === 0 ? 0 : byteLength(JSON.stringify(args[0]) ?? ""),
      bytes_out: 0,
    };
    this.#records.push(record);
    this.#notify(record);
    this.#observer.callStarted(record, args);
    return record;
  }

  /** The call is handed to its server. */
  send(record: ToolCallRecord): void {
    this.#sent.set(record, this.#sentOf(record) + 1);
  }

  /** It is back, for the server was not there. */
  takeBack(record: ToolCallRecord): void {
    this.#sent.set(record, this.#sentOf(record) - 1);
  }

  /** The first end counts. */
  finish(
    record: ToolCallRecord,
    status: Exclude<Status, "pending">,
    outcome?: CallOutcome | undefined,
  ): void {
    if (record.status !== "pending") return;
    record.status = status;
    if (MADE_OR_NOT.has(status) && this.#sentOf(record) === 0) record.unsent = true;
    record.duration_ms = performance.now() - this.#started - record.started_ms;
    this.#notify(record);
    this.#observer.callEnded(record, outcome);
  }

  cancelPending(): void {
    for (const record of this.#records) {
      if (record.status !== "pending") continue;
      record.error_code = "TOOL_CALL_CANCELLED";
      this.finish(record, "cancelled");
    }
  }

  copies(): ToolCallRecord[] {
    return this.#records.map((record) => ({ ...record }));
  }

  #sentOf(record: ToolCallRecord): number {
    return this.#sent.get(record) ?? 0;
  }

  #notify(record: ToolCallRecord): void {
    if (this.#onToolCall !== undefined) callQuietly(this.#onToolCall, { ...record });
  }
}
