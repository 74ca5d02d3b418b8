import type { CompiledCode } from "../compile/compiled-code.js";
import type { ExecutionErrorDetails } from "../contract/execution.js";
import type { Sandbox, SandboxExit } from "../contract/executor.js";
import type { ExecutionGate } from "../contract/executor-host.js";
import { describeError } from "../errors/describe-error.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { inPresentContext } from "../observability/present-context.js";
import { prepareMessage, runMessage, tickMessage } from "../protocol/host-messages.js";
import type { DoneMessage, GuestMessage } from "../protocol/messages.js";
import { parseGuestMessage } from "../protocol/parse-guest-message.js";
import { ResultParts } from "../protocol/result-parts.js";
import { callsUnderWay } from "./calls-under-way.js";
import type { Cancellation } from "./cancellation.js";
import type { EmittedContent } from "./emitted-content.js";
import { ExecutionClock } from "./execution-clock.js";
import { guestFailure, hostFailure } from "./execution-failure.js";
import type { ExecutionLog } from "./execution-log.js";
import { GuestRequests } from "./guest-requests.js";
import { GuestTimers } from "./guest-timers.js";
import type { Recalls } from "./recalls.js";
import { abortError } from "./running-executions.js";

/** How an execution ended: with a value, or with an error. */
export type Outcome = { readonly value: unknown } | { readonly failure: ExecutionErrorDetails };

/** What one execution works with. */
export interface ExecutionParts {
  readonly gate: ExecutionGate;
  readonly log: ExecutionLog;
  readonly content: EmittedContent;
  readonly recalls: Recalls;
  readonly sandbox: Sandbox;
  readonly timeoutMs: number;
  readonly cancellation: Cancellation;
  readonly limits: { readonly maxLogBytes: number; readonly maxResultBytes: number };
}

/** One run of one piece of code in an open sandbox: pumps messages until the first thing ends it. */
export class Execution {
  readonly #parts: ExecutionParts;
  readonly #requests: GuestRequests;
  readonly #result: ResultParts;
  readonly #timers = new GuestTimers((id) => this.#post(tickMessage(id)));
  readonly #outcome: Promise<Outcome>;
  #settle: ((outcome: Outcome) => void) | undefined;
  /** No code has begun, or it has ended by its own word. */
  #finished = true;
  #compiled: CompiledCode | undefined;
  #clock: ExecutionClock | undefined;

  constructor(parts: ExecutionParts) {
    this.#parts = parts;
    this.#requests = new GuestRequests(parts.gate, parts.limits.maxResultBytes);
    this.#result = new ResultParts(parts.limits.maxResultBytes);
    this.#outcome = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** True unless code was ended in the midst: its sandbox may be clean. */
  get finished(): boolean {
    return this.#finished;
  }

  /** Lets the guest build what code will find there. To be called once, before `run`. */
  prepare(): void {
    const { content, gate, sandbox, limits } = this.#parts;
    const exiting: unknown = sandbox.onExit((exit?: SandboxExit) => {
      const { kind, message = "The sandbox ended, and did not say why." } = exit ?? {};
      this.#fail(kind === "memory" ? "MEMORY_LIMIT" : "SANDBOX_DIED", describeError(message));
    });
    const listening: unknown = sandbox.onMessage(
      inPresentContext((message: string) => this.#receive(message)),
    );
    for (const done of [exiting, listening])
      ifRejected(done, (error) => this.#fail("SANDBOX_DIED", describeError(error)));
    const { maxLogBytes, maxResultBytes } = limits;
    const { maxBlocks: maxContentBlocks } = content;
    const { namespaces } = gate;
    this.#send(prepareMessage({ namespaces, maxLogBytes, maxResultBytes, maxContentBlocks }));
  }

  /** Stops the clock while a call waits for a person. */
  holdClock(held: boolean): void {
    this.#clock?.hold(held);
  }

  /** Ends it for a failure of the sandbox's own. */
  failIn(method: string, error: unknown): void {
    this.#fail("SANDBOX_DIED", `${method} of the sandbox failed: ${describeError(error)}`);
  }

  /** Never rejects. */
  async run(compiled: CompiledCode): Promise<Outcome> {
    const { timeoutMs, cancellation } = this.#parts;
    const clock = new ExecutionClock(timeoutMs, () => this.#timeOut());
    this.#clock = clock;
    this.#compiled = compiled;
    const stopListening = cancellation.onCancel(() => this.#end(abortError(cancellation)));
    try {
      if (!cancellation.cancelled) {
        this.#finished = false;
        this.#send(runMessage(compiled.code));
      }
      return await this.#outcome;
    } finally {
      this.#settle = undefined;
      clock.stop();
      this.#clock = undefined;
      stopListening();
      this.#timers.clear();
    }
  }

  #receive(text: string): void {
    if (this.#settle === undefined) return;
    try {
      const message = parseGuestMessage(text, this.#parts.limits);
      this.#requests.checkNumber(message);
      this.#handle(message, text.length);
    } catch (error) {
      this.#settle?.({ failure: hostFailure(error) });
    }
  }

  #handle(message: GuestMessage, length: number): void {
    switch (message.type) {
      case "log":
        this.#parts.log.add(message);
        break;
      case "emit":
        this.#parts.content.add(message);
        break;
      case "call":
      case "request":
      case "search":
        void this.#requests.answer(message, length).then((answer) => this.#post(answer));
        break;
      case "recall":
        void this.#parts.recalls.answer(message).then((answer) => this.#post(answer));
        break;
      case "timer":
        this.#timers.set(message);
        break;
      case "part":
        this.#result.add(message);
        break;
      case "done":
        this.#done(message);
        break;
    }
  }

  /** Replies that come after the end are dropped here. */
  #post(message: string): void {
    if (this.#settle !== undefined) this.#send(message);
  }

  #send(message: string): void {
    const failed = (error: unknown): void =>
      this.#fail("SANDBOX_DIED", `The sandbox takes no more messages: ${describeError(error)}`);
    try {
      ifRejected(this.#parts.sandbox.post(message), failed);
    } catch (error) {
      failed(error);
    }
  }

  #done(done: DoneMessage): void {
    const { gate, limits, log } = this.#parts;
    const { linesDropped, error, tooLarge } = done;
    this.#finished = true;
    log.addDropped(linesDropped);
    if (tooLarge !== undefined) {
      this.#fail(
        "RESULT_TOO_LARGE",
        `The result has at least ${tooLarge} characters as JSON; the limit is ${limits.maxResultBytes}. ` +
          "Return only what is needed: filter, aggregate or slice it in the code.",
      );
    } else if (error !== undefined) {
      this.#settle?.({ failure: guestFailure(error, this.#compiled, gate.namespaces) });
    } else {
      const left = callsUnderWay(gate);
      if (left !== undefined) {
        const text = `The code ended before these calls were answered, and they were cancelled: ${left}. Await them.`;
        log.add({ type: "log", level: "warn", text });
      }
      this.#settle?.({ value: this.#result.join(done) });
    }
  }

  #timeOut(): void {
    const { gate, timeoutMs } = this.#parts;
    const left = callsUnderWay(gate);
    const waiting =
      left === undefined
        ? "No tool call was under way: look for an endless loop or a promise that never settles."
        : `Still under way: ${left}.`;
    this.#fail("EXECUTION_TIMEOUT", `The execution timed out after ${timeoutMs} ms. ${waiting}`);
  }

  #fail(
    code: "EXECUTION_TIMEOUT" | "MEMORY_LIMIT" | "RESULT_TOO_LARGE" | "SANDBOX_DIED",
    message: string,
  ): void {
    this.#end(new ToolweaveError(code, message));
  }

  #end(error: ToolweaveError): void {
    this.#settle?.({ failure: hostFailure(error) });
  }
}

/** Where an executor does asynchronously what is not waited for, a failure that nobody handles would end the host. */
function ifRejected(done: unknown, failed: (error: unknown) => void): void {
  // Where tests run in a realm of their own, a promise of Node's is no instance of this one's.
  if (done !== undefined) Promise.resolve(done).catch(failed);
}
