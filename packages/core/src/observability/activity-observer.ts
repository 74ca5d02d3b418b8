import type { ToolCallRecord } from "../contract/execution.js";
import type {
  SearchDetailLevel,
  ToolSearchOptions,
  ToolSearchResponse,
} from "../contract/tool-search.js";
import type { ActivityOwner } from "./activity-owner.js";
import type { CallOutcome } from "./call-outcome.js";
import { CallSpan } from "./call-span.js";
import type { ClientEvents, SearchEvent } from "./client-events.js";
import type { EventHub } from "./event-hub.js";
import { observeSearch } from "./observe-search.js";

/** Tells listeners and traces of the nested calls and the searches of one execution, or of none. */
export class ActivityObserver {
  readonly #events: EventHub;
  readonly #owner: ActivityOwner;
  readonly #spans = new Map<ToolCallRecord, CallSpan>();
  /** Calls of which another part of the execution tells. */
  readonly #untold = new Set<ToolCallRecord>();
  #calls = 0;

  constructor(events: EventHub, owner: ActivityOwner) {
    this.#events = events;
    this.#owner = owner;
  }

  /** Calls that have begun. */
  get calls(): number {
    return this.#calls;
  }

  callStarted(record: ToolCallRecord, args: readonly unknown[]): void {
    this.#calls++;
    const { part } = this.#owner;
    if (part && (part.isSuspended || part.hasMade(record.id))) {
      this.#untold.add(record);
      return;
    }
    const span = CallSpan.start(this.#owner, record, args);
    if (span !== undefined) this.#spans.set(record, span);
    this.tell("toolCallStart", () => this.#callEvent(record));
  }

  callEnded(record: ToolCallRecord, outcome: CallOutcome | undefined): void {
    if (this.#untold.delete(record)) return;
    const told = this.#owner.part?.isSuspended ? stillWaiting(record) : record;
    this.#spans.get(record)?.end(told, outcome);
    this.#spans.delete(record);
    this.tell("toolCallEnd", () => this.#callEvent(told));
  }

  /** Does the work of a call with its span as the active one. */
  withinCall<T>(record: ToolCallRecord, work: () => T): T {
    const call = this.#spans.get(record);
    const tracing = this.#owner.trace?.tracing;
    return call && tracing ? tracing.within(call.span.context, work) : work();
  }

  search(
    query: string | ToolSearchOptions | undefined,
    detail: SearchDetailLevel | undefined,
    work: () => Promise<ToolSearchResponse>,
  ): Promise<ToolSearchResponse> {
    const tell = (makeEvent: () => SearchEvent): void => this.tell("search", makeEvent);
    return observeSearch({ ...this.#owner, tell, query, detail }, work);
  }

  /** Listeners hear of it in the context of the execution, whatever brought the news. */
  tell<Name extends keyof ClientEvents>(name: Name, makeEvent: () => ClientEvents[Name]): void {
    this.inContext(() => this.#events.emit(name, makeEvent));
  }

  inContext<T>(work: () => T): T {
    const { trace } = this.#owner;
    return trace ? trace.tracing.within(trace.context, work) : work();
  }

  #callEvent(record: ToolCallRecord): ClientEvents["toolCallStart"] {
    const { executionId } = this.#owner;
    return { executionId, call: Object.freeze({ ...record }) };
  }
}

/** The gate cancels what a suspended execution waits for; but it is only put off. */
function stillWaiting(record: ToolCallRecord): ToolCallRecord {
  const { error: _error, error_code: _code, unsent: _unsent, ...rest } = record;
  return { ...rest, status: "pending" };
}
