import { orAborted } from "../client/or-aborted.js";
import type { CallSupervisor, SupervisedCall } from "../contract/call-supervisor.js";
import type { ToolCallRecord } from "../contract/execution.js";
import type { GateOptions, ToolCallRequest } from "../contract/executor-host.js";
import type { ErrorCode } from "../errors/error-code.js";
import type { ActivityObserver } from "../observability/activity-observer.js";
import { byteLength } from "./byte-length.js";
import { CallRecords, type RecordedCall } from "./call-records.js";
import type { ExecutionLimits } from "./execution-limits.js";
import { cancelled, OpenCalls } from "./open-calls.js";
import type { CallUnderWay } from "./send-call.js";
import { supervisedCall } from "./supervised-call.js";
import { type CallTarget, ToolCallError } from "./tool-call-error.js";
import { Turns } from "./turns.js";

/** How a call is made: let through, and then sent in its turn. */
export interface CallSteps<Checked> {
  admit(call: CallUnderWay): Promise<Checked>;
  send(checked: Checked, call: CallUnderWay): Promise<string>;
}

/** What the nested calls of one execution have in common. */
export interface NestedCallsParts extends Pick<GateOptions, "onToolCall" | "onWarning" | "room"> {
  readonly limits: ExecutionLimits;
  namespaceOf(server: string): string;
  readonly observer: ActivityObserver;
  readonly supervisor: CallSupervisor | undefined;
}

/** What a failed call's record says, where it is not "error". */
const FAILED: ReadonlyMap<ErrorCode, "cancelled" | "denied"> = new Map([
  ["TOOL_CALL_CANCELLED", "cancelled"],
  ["POLICY_DENIED", "denied"],
]);

/** The nested calls of one execution: counted, recorded, so many at once, and ended with it. */
export class NestedCalls {
  readonly #parts: NestedCallsParts;
  readonly #records: CallRecords;
  readonly #turns: Turns;
  readonly #open = new OpenCalls();

  constructor(parts: NestedCallsParts) {
    const { limits, observer, onToolCall, room } = parts;
    this.#parts = parts;
    this.#records = new CallRecords(onToolCall, observer);
    this.#turns = new Turns(limits.maxConcurrentToolCalls, room);
  }

  get isClosed(): boolean {
    return this.#open.isClosed;
  }

  /**
   * Makes a call, and resolves with its value as JSON text.
   *
   * @throws ToolCallError `TOOL_CALL_LIMIT`, `TOOL_CALL_CANCELLED`, and what the steps throw.
   */
  async pass<Checked>(request: SupervisedCall, steps: CallSteps<Checked>): Promise<string> {
    const { server, tool } = request;
    const { namespaceOf, observer, onWarning, supervisor } = this.#parts;
    if (this.isClosed) throw cancelled(request);
    this.#refuseBeyondLimit(request);
    const call = this.#records.begin(request, namespaceOf(server));
    const { record } = call;
    try {
      refuseUnsendable(call);
      const json = await observer.withinCall(record, () =>
        supervisedCall(supervisor, request, () => this.#make(call, steps), call),
      );
      if (call.warning !== undefined && !this.isClosed) onWarning?.(call.warning);
      record.bytes_out = byteLength(json);
      this.#records.finish(call, "ok", { json });
      return json;
    } catch (thrown) {
      const error = this.isClosed
        ? cancelled(request)
        : ToolCallError.from(thrown, { server, tool });
      record.error_code = error.code;
      record.error = error.message;
      this.#records.finish(call, FAILED.get(error.code) ?? "error", { error });
      throw error;
    }
  }

  /**
   * What comes of some work that is no call, and is not waited for beyond their end.
   *
   * @throws ToolCallError `TOOL_CALL_CANCELLED`, and what the work throws.
   */
  async untilClosed<T>(target: CallTarget, work: () => Promise<T>): Promise<T> {
    const own = this.#open.begin(target);
    try {
      return await orAborted(work(), own.signal);
    } catch (thrown) {
      throw this.isClosed ? cancelled(target) : thrown;
    } finally {
      this.#open.end(own);
    }
  }

  records(): ToolCallRecord[] {
    return this.#records.copies();
  }

  /** Ends those under way, and refuses further ones. */
  close(): void {
    this.#open.close();
    this.#records.cancelPending();
  }

  async #make<Checked>(
    recorded: RecordedCall,
    { admit, send }: CallSteps<Checked>,
  ): Promise<string> {
    const own = this.#open.begin(recorded.record);
    const call = { recorded, signal: own.signal };
    try {
      const checked = await admit(call);
      const turn = this.#turns.enter();
      try {
        if (turn !== undefined) await turn;
        return await send(checked, call);
      } finally {
        this.#turns.leave();
      }
    } finally {
      this.#open.end(own);
    }
  }

  #refuseBeyondLimit({ id, server, tool }: ToolCallRequest): void {
    const { limits, supervisor } = this.#parts;
    const { maxToolCalls } = limits;
    if (this.#records.count < maxToolCalls) return;
    // To refuse now what was allowed before would tell the code something else than it was told.
    if (supervisor?.isRecorded?.(id)) return;
    const message = `this execution has made ${maxToolCalls} tool calls, the most that are allowed`;
    throw new ToolCallError("ToolError", "TOOL_CALL_LIMIT", message, { server, tool });
  }
}

/** @throws ToolCallError `TOOL_ARGUMENTS_INVALID`. */
function refuseUnsendable({ record: { server, tool }, unsendable }: RecordedCall): void {
  if (unsendable === undefined) return;
  const message = `${tool} on "${server}" cannot be sent: ${unsendable}`;
  const target = { server, tool };
  throw new ToolCallError("ToolArgumentsError", "TOOL_ARGUMENTS_INVALID", message, target);
}
