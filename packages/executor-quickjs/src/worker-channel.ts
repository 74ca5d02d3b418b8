import type { Worker } from "node:worker_threads";
import { type SandboxExit, ToolweaveError } from "@toolweave/core";
import {
  atTickEnd,
  type Frame,
  HostFrame,
  type Lookout,
  type RunnerChannel,
  type RunnerChannelEvents,
  RunnerFrame,
} from "@toolweave/core/node";
import { bootedGuest, keepBootedGuest } from "./booted-guests.js";
import { PendingAnswers } from "./pending-answers.js";
import { startWorker, type WorkerSpec } from "./start-worker.js";
import { HostSignals } from "./worker/host-signals.js";
import { ThreadMail } from "./worker/thread-mail.js";
import type { BootedGuest, FromGuest, FromWorker, ToWorker } from "./worker/worker-messages.js";
import { WORKER_EXITS } from "./worker-exits.js";

/** The way to a worker thread that hosts guests in WebAssembly. */
export class WorkerChannel implements RunnerChannel {
  readonly #spec: WorkerSpec;
  readonly #worker: Worker;
  readonly #events: RunnerChannelEvents;
  readonly #signals: HostSignals = new HostSignals();
  readonly #mail: ThreadMail = new ThreadMail((said) => this.#receiveFrame(said));
  readonly #booted: BootedGuest | undefined;
  /** Snapshots and restorations. */
  readonly #pending: PendingAnswers = new PendingAnswers();
  #outgoing: ToWorker[] = [];
  #isCompiled = false;
  /** The one whose guest is open, as both sides know without a word. */
  #sandbox = 0;
  #charactersRead = 0;
  #error = "";
  #exit: SandboxExit | undefined;
  #gone = false;

  constructor(spec: WorkerSpec, events: RunnerChannelEvents) {
    this.#spec = spec;
    this.#events = events;
    this.#booted = bootedGuest(spec.guestRuntime);
    const ways = { signals: this.#signals.shared, mail: this.#mail.otherEnd };
    this.#worker = startWorker(spec, { ...ways, booted: this.#booted });
    this.#worker.on("message", (message: FromWorker) => this.#receive(message));
    this.#worker.on("error", (error: Error) => {
      this.#error = error.message;
    });
    this.#worker.on("exit", (code) => this.#end(code));
    this.#worker.unref();
    spec.module.then(
      (module) => this.#begin(module),
      (error: Error) => {
        this.#error = error.message;
        this.kill();
      },
    );
  }

  get lookout(): Lookout {
    return this.#mail;
  }

  send(frame: Frame): void {
    // The text of the runtime is of no use to a worker that is given a guest which runs it.
    const known = frame.kind === HostFrame.boot && this.#booted !== undefined;
    if (frame.kind === HostFrame.open) {
      this.#sandbox = frame.sandbox;
      this.#signals.takeAwakeSign();
    }
    if (frame.kind === HostFrame.message) {
      this.#signals.addPosted(frame.payload.length);
      this.#post(frame.payload);
    } else this.#post(known ? { ...frame, payload: "" } : frame);
  }

  backlog(): number {
    return this.#signals.untaken;
  }

  takeAwakeSign(): boolean {
    return this.#signals.takeAwakeSign();
  }

  kill(): void {
    this.#signals.stop();
    void this.#worker.terminate();
  }

  interrupt(): void {
    this.#signals.stop();
    this.#mail.ring();
  }

  /** Messages cannot be held back here: the worker sends no more than a bounded number before this. */
  release(): void {
    if (this.#charactersRead === 0) return;
    this.#signals.addRead(this.#charactersRead);
    this.#charactersRead = 0;
  }

  setBusy(): void {}

  isReusable(): boolean {
    return true;
  }

  snapshot(sandbox: number): Promise<Uint8Array> {
    return this.#ask({ kind: "snapshot", sandbox });
  }

  async restore(sandbox: number, snapshot: Uint8Array): Promise<void> {
    await this.#ask({ kind: "restore", sandbox, snapshot });
  }

  /** The worker starts while the engine is compiled. */
  #begin(module: WebAssembly.Module): void {
    this.#isCompiled = true;
    this.#outgoing.unshift({ kind: "engine", module });
    this.#flush();
  }

  /** What comes due together is one message: each may have to wake the worker, which holds up the host. */
  #post(message: ToWorker): void {
    if (this.#outgoing.push(message) === 1) atTickEnd(() => this.#flush());
  }

  #flush(): void {
    if (!this.#isCompiled || this.#outgoing.length === 0) return;
    const messages = this.#outgoing;
    this.#outgoing = [];
    if (!this.#mail.offer(messages) && !this.#gone) this.#worker.postMessage(messages);
    this.#mail.ring();
  }

  #ask(message: ToWorker): Promise<Uint8Array> {
    if (this.#gone) return Promise.reject(this.#lost());
    // Nothing else may keep alive who waits for the answer.
    this.#worker.ref();
    this.#post(message);
    return this.#pending.wait();
  }

  #receive(message: FromWorker): void {
    this.#mail.passed();
    if (isOfGuest(message)) {
      for (const said of message) this.#receiveFrame(said);
      return;
    }
    switch (message.kind) {
      case "booted":
        keepBootedGuest(this.#spec.guestRuntime, message.guest);
        break;
      case "ended":
        this.#exit = WORKER_EXITS[message.cause];
        this.kill();
        break;
      case "snapshot":
        this.#pending.resolve(message.bytes);
        this.#letHostEnd();
        break;
      case "restored":
        this.#pending.resolve(new Uint8Array());
        this.#letHostEnd();
        break;
      case "refused": {
        const { code, message: why } = message;
        this.#pending.reject(new ToolweaveError(code, `${REFUSALS[code]} ${why}`));
        this.#letHostEnd();
      }
    }
  }

  #receiveFrame(said: FromGuest): void {
    if (typeof said !== "string") {
      this.#events.onFrame(said);
      return;
    }
    this.#charactersRead += said.length;
    this.#events.onFrame({ kind: RunnerFrame.message, sandbox: this.#sandbox, payload: said });
  }

  #letHostEnd(): void {
    if (this.#pending.isEmpty) this.#worker.unref();
  }

  #end(code: number): void {
    this.#mail.end();
    this.#gone = true;
    this.#pending.rejectAll(() => this.#lost());
    const status = this.#error || `exit code ${code}`;
    const crash: SandboxExit = { kind: "crash", message: `The sandbox's worker ended: ${status}` };
    this.#events.onExit(this.#exit ?? crash);
  }

  #lost(): ToolweaveError {
    return new ToolweaveError("SANDBOX_DIED", "The sandbox ended before it had answered.");
  }
}

const REFUSALS = {
  SNAPSHOT_NOT_QUIET: "The guest cannot be saved now.",
  SNAPSHOT_INVALID: "The snapshot cannot be restored.",
} as const;

function isOfGuest(message: FromWorker): message is readonly FromGuest[] {
  return Array.isArray(message);
}
