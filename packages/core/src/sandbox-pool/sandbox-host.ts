// Not the global ones: where a test fakes those, nothing would go on, and a jsdom has others.
import { clearTimeout, setImmediate, setTimeout } from "node:timers";
import { type Frame, HostFrame, OPEN_CROWDED, RunnerFrame } from "../protocol/frames.js";
import { Wakefulness } from "../protocol/wakefulness.js";
import { LeasedSandbox } from "./leased-sandbox.js";
import { PacedFrames } from "./paced-frames.js";
import type { OpenRunnerChannel, RunnerChannel, RunnerExit } from "./runner-channel.js";

/** How long a guest that says it is done may take to let go of its thread. */
const CLOSE_GRACE_MS = 500;
/** How long a guest that was interrupted may take to stop. */
const INTERRUPT_GRACE_MS = 100;

/** What a pool is told of its hosts. */
export interface SandboxHostEvents {
  /** It is ready for a guest, for the first time or again. */
  onIdle(host: SandboxHost): void;
  /** Its guest is done: it will be idle in a moment, or end. */
  onReturning(host: SandboxHost): void;
  onExit(host: SandboxHost, exit: RunnerExit): void;
  /** It ended under a guest that can begin once more, and is told of `exit` if there is no other host for it. */
  onLost(sandbox: LeasedSandbox, exit: RunnerExit): void;
}

/** One runner that hosts guests, one after the other, each in a context of its own. */
export class SandboxHost {
  /** Resolves when the runner is gone. */
  readonly exited: Promise<void>;
  readonly #channel: RunnerChannel;
  readonly #events: SandboxHostEvents;
  #markExited = (): void => {};
  #sandbox: LeasedSandbox | undefined;
  readonly #wakefulness: Wakefulness;
  #lastId = 0;
  #grace: NodeJS.Timeout | undefined;
  #killed = false;

  constructor(guestRuntime: string, open: OpenRunnerChannel, events: SandboxHostEvents) {
    this.#events = events;
    this.exited = new Promise((resolve) => {
      this.#markExited = resolve;
    });
    const frames = new PacedFrames({
      onFrame: (frame) => this.#receive(frame),
      onHold: () => this.#channel.hold?.(),
      onRelease: () => this.#channel.release?.(),
    });
    this.#channel = open({
      onFrame: (frame) => frames.push(frame),
      onExit: (exit) => frames.end(() => this.#exit(exit)),
    });
    this.#wakefulness = new Wakefulness(this.#channel.lookout);
    this.#channel.send({ kind: HostFrame.boot, sandbox: 0, payload: guestRuntime });
  }

  /**
   * Opens a guest. Only for a host that is idle.
   *
   * `isCrowded`: others are at work on the processors that this thread and the runner leave. A runner that is slow
   * to wake is not waited for awake then, and is woken once for all that the guest begins with.
   */
  lease({ isCrowded }: { readonly isCrowded: boolean }): LeasedSandbox {
    const id = ++this.#lastId;
    this.#channel.setBusy(true);
    let mayWait = isCrowded && this.#channel.isSlowToWake === true;
    if (mayWait) this.#wakefulness.forget();
    const opening = { kind: HostFrame.open, sandbox: id, payload: mayWait ? OPEN_CROWDED : "" };
    this.#channel.send(opening, mayWait);
    this.#sandbox = new LeasedSandbox({
      post: (payload) => {
        if (this.#channel.takeAwakeSign?.() === true) this.#wakefulness.notice();
        this.#channel.send({ kind: HostFrame.message, sandbox: id, payload }, mayWait);
        mayWait = false;
        this.#wakefulness.expect();
      },
      backlog: () => this.#channel.backlog?.() ?? 0,
      end: (finished) => this.#endLease(id, finished),
      snapshot: this.#channel.snapshot?.bind(this.#channel, id),
      restore: this.#channel.restore?.bind(this.#channel, id),
    });
    return this.#sandbox;
  }

  kill(): void {
    this.#killed = true;
    this.#channel.kill();
  }

  /**
   * Ends the runner after a time, unless the clock is stopped. A host that was held up itself reads what
   * has arrived meanwhile before it judges.
   */
  killAfter(ms: number): void {
    const grace = setTimeout(() => setImmediate(() => this.#killIfLate(grace)), ms).unref();
    this.#grace = grace;
  }

  /**
   * A guest that is not finished is ended with its runner, unless the runner can interrupt it: nothing
   * else stops every kind of code.
   */
  #endLease(id: number, finished: boolean): void {
    this.#sandbox = undefined;
    if (this.#killed) return;
    if (!finished) {
      if (this.#channel.interrupt === undefined) {
        this.kill();
        return;
      }
      this.#channel.interrupt();
    }
    this.#channel.send({ kind: HostFrame.close, sandbox: id, payload: "" });
    this.killAfter(finished ? CLOSE_GRACE_MS : INTERRUPT_GRACE_MS);
    this.#events.onReturning(this);
  }

  #receive({ kind, sandbox, payload }: Frame): void {
    if (kind === RunnerFrame.awake) {
      this.#wakefulness.notice();
      return;
    }
    this.#wakefulness.met();
    if (kind === RunnerFrame.message) {
      if (sandbox === this.#lastId) this.#sandbox?.receive(payload);
      return;
    }
    this.#stopClock();
    if (this.#killed) return;
    this.#channel.setBusy(false);
    if (this.#channel.isReusable()) this.#events.onIdle(this);
    else this.kill();
  }

  #killIfLate(grace: NodeJS.Timeout): void {
    if (this.#grace === grace) this.kill();
  }

  #stopClock(): void {
    clearTimeout(this.#grace);
    this.#grace = undefined;
  }

  #exit(exit: RunnerExit): void {
    const sandbox = this.#sandbox;
    const beginsAgain = exit.isLost === true && sandbox?.isUntouched === true;
    this.#killed = true;
    this.#stopClock();
    if (!beginsAgain) sandbox?.exit(exit);
    this.#events.onExit(this, exit);
    if (beginsAgain) this.#events.onLost(sandbox, exit);
    this.#markExited();
  }
}
