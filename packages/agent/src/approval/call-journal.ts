import { setImmediate } from "node:timers/promises";
import type {
  ApprovalAnswer,
  ApprovalRequest,
  CallAnswer,
  CallSupervisor,
  SupervisedCall,
} from "@toolweave/core";
import type { JournalEntry, JournalRecord } from "./journal-record.js";
import { ReplayOrder } from "./replay-order.js";

/** How long nothing may happen before an execution that waits for approval is suspended. */
const QUIET_MS = 25;
/** Turns of the event loop in which what has come to the host is read. */
const TURNS = 3;
/** How long after the first question further calls are still begun. */
const GATHER_MS = 1000;

const NOT_MADE: CallAnswer = {
  failure: {
    name: "ToolError",
    code: "TOOL_CALL_CANCELLED",
    message: "the execution waits for approval; this call was not made",
  },
};

/** What a journal tells the run that it belongs to. */
export interface JournalEvents {
  /** All that could be done without approval is done, and what is asked is known. */
  onSuspend(): void;
  /** The code does something else than it did before. */
  onDivergence(): void;
  /** Makes a call that was decided on, or gives the answer that it has had before. */
  once(id: number, make: () => Promise<CallAnswer>): Promise<CallAnswer>;
}

/**
 * Records the nested calls of one run of a piece of code and, given the record of an earlier run, answers
 * from it: nothing is called until the code has made every call of the record again.
 */
export class CallJournal implements CallSupervisor {
  /** What is asked and has no answer, by number. */
  readonly pending: Map<number, ApprovalRequest> = new Map();
  /** How this run differs from the recorded one; `undefined` while it does not. */
  divergence: string | undefined;
  readonly #events: JournalEvents;
  readonly #answers: ReadonlyMap<number, ApprovalAnswer>;
  readonly #recorded: ReadonlyMap<number, JournalEntry>;
  readonly #order: ReplayOrder;
  readonly #entries = new Map<number, JournalEntry>();
  readonly #sequence: number[] = [];
  readonly #underWay = new Set<number>();
  readonly #ended: Promise<CallAnswer>;
  #end: (answer: CallAnswer) => void = () => {};
  #firstQuestion = Number.POSITIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param answers to the questions of the record, by the calls' numbers. */
  constructor(
    record: JournalRecord,
    answers: ReadonlyMap<number, ApprovalAnswer>,
    events: JournalEvents,
  ) {
    this.#events = events;
    this.#answers = answers;
    this.#recorded = new Map(record.entries.map((entry) => [entry.id, entry]));
    this.#order = new ReplayOrder(record.sequence);
    this.#ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** True for a call whose answer comes from the record. */
  isReplayed(id: number): boolean {
    return this.#recorded.get(id)?.answer !== undefined;
  }

  readonly isRecorded = (id: number): boolean => this.#recorded.has(id);

  call(call: SupervisedCall, make: () => Promise<CallAnswer>): Promise<CallAnswer> {
    return this.#supervise(call, (recorded) => this.#answer(call.id, recorded, make));
  }

  /** What was kept may be gone, or another process may go on: then it is in the record alone. */
  recall(call: SupervisedCall, make: () => Promise<CallAnswer>): Promise<CallAnswer> {
    // It changes nothing, and records of older versions do not have it: it need not wait for what they have.
    return this.#supervise(call, (recorded) =>
      recorded === undefined ? make() : this.#answer(call.id, recorded, make),
    );
  }

  async #supervise(
    call: SupervisedCall,
    answerTo: (recorded: JournalEntry | undefined) => Promise<CallAnswer>,
  ): Promise<CallAnswer> {
    const { id, server, tool } = call;
    const made: JournalEntry = { id, server, tool, args: JSON.stringify(call.args) };
    const recorded = this.#recorded.get(id);
    if (recorded !== undefined && !isSame(made, recorded, call)) {
      this.#diverge(`call ${id} was ${describe(recorded)} and is now ${describe(made)}`);
      return this.#ended;
    }
    // What was decided on was the tool of that name.
    const entry = { ...made, tool: recorded?.tool ?? tool };
    this.#order.arrived(id);
    if (performance.now() - this.#firstQuestion > GATHER_MS) return this.#ended;
    this.#stopWaiting();
    this.#entries.set(id, entry);
    this.#sequence.push(id);
    this.#underWay.add(id);
    const answer = await answerTo(recorded);
    this.#entries.set(id, { ...entry, answer });
    this.#sequence.push(-id);
    this.#underWay.delete(id);
    this.#suspendIfQuiet();
    return answer;
  }

  readonly approve = async (request: ApprovalRequest): Promise<ApprovalAnswer> => {
    const known = this.#answers.get(request.id);
    if (known !== undefined) return known;
    this.pending.set(request.id, request);
    this.#firstQuestion = Math.min(this.#firstQuestion, performance.now());
    this.#underWay.delete(request.id);
    this.#suspendIfQuiet();
    await this.#ended;
    return { allow: false };
  };

  readonly refusal = (id: number): ApprovalAnswer | undefined => {
    const known = this.#answers.get(id);
    return known?.allow === false ? known : undefined;
  };

  /** The record of this run: of what was answered, and of what is asked. */
  record(): JournalRecord {
    const entries = [...this.#entries.values()];
    return { entries: entries.sort((a, b) => a.id - b.id), sequence: [...this.#sequence] };
  }

  /** Lets go of all calls that wait; to be called when the run is over. */
  end({ complete }: { complete: boolean }): void {
    this.#stopWaiting();
    const missing = this.#order.firstMissing();
    if (complete && missing !== undefined && this.divergence === undefined) {
      const recorded = this.#recorded.get(missing);
      this.divergence = `call ${missing}, ${recorded && describe(recorded)}, was not made again`;
    }
    this.#end(NOT_MADE);
  }

  async #answer(
    id: number,
    recorded: JournalEntry | undefined,
    make: () => Promise<CallAnswer>,
  ): Promise<CallAnswer> {
    if (recorded?.answer !== undefined) {
      await this.#order.turnOf(id);
      return recorded.answer;
    }
    await this.#order.allArrived;
    return this.#answers.has(id) ? this.#events.once(id, make) : make();
  }

  #suspendIfQuiet(): void {
    this.#stopWaiting();
    if (this.pending.size === 0 || this.#underWay.size > 0) return;
    const timer = setTimeout(async () => {
      // While the host was busy, more may have come: the event loop looks at its timers first.
      for (let turn = 0; turn < TURNS; turn++) await setImmediate();
      if (this.#timer === timer) this.#events.onSuspend();
    }, QUIET_MS);
    this.#timer = timer;
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #diverge(how: string): void {
    this.divergence ??= how;
    this.#events.onDivergence();
  }
}

function isSame(made: JournalEntry, recorded: JournalEntry, { isOf }: SupervisedCall): boolean {
  const { server, tool, args } = recorded;
  return made.server === server && isOf(tool) && made.args === args;
}

function describe({ server, tool, args }: JournalEntry): string {
  const shown = args.slice(1, -1);
  const name = server === "" ? tool : `${server}.${tool}`;
  return `${name}(${shown.length > 200 ? `${shown.slice(0, 200)}…` : shown})`;
}
