import { AwakeSign } from "../protocol/awake-sign.js";
import { type Frame, HostFrame, OPEN_CROWDED, RunnerFrame } from "../protocol/frames.js";
import { SandboxTimers } from "../protocol/sandbox-timers.js";
import { Wakefulness } from "../protocol/wakefulness.js";
import { Garbage } from "./garbage.js";
import { type GuestContext, GuestContextFactory } from "./guest-context.js";
import { Stock } from "./stock.js";

/** Sends frames before it returns: a line printed before an endless loop must not be lost with the program. */
export type SendFrames = (frames: readonly Frame[]) => void;

/** Calls of one turn that are sent together: of more, the host answers the first meanwhile. */
const MOST_TOGETHER = 128;

interface LiveSandbox {
  readonly guest: GuestContext;
  readonly timers: SandboxTimers;
  id: number;
}

/** Hosts guests, one after the other, each in a fresh context that was prepared ahead of need. */
export class SandboxRunner {
  readonly #send: SendFrames;
  #outgoing: Frame[] = [];
  #turnEnd: NodeJS.Immediate | undefined;
  #factory: GuestContextFactory | undefined;
  readonly #stock = new Stock(() => this.#prepare());
  readonly #live = new Map<number, LiveSandbox>();
  readonly #garbage = new Garbage();
  /** None where the host is on another machine: nothing comes soon there. */
  readonly #wakefulness: Wakefulness | undefined;
  readonly #awakeSign = new AwakeSign();

  constructor(send: SendFrames, { isRemote = false }: { isRemote?: boolean } = {}) {
    this.#send = send;
    this.#wakefulness = isRemote ? undefined : new Wakefulness();
  }

  handle({ kind, sandbox, payload }: Frame): void {
    this.#wakefulness?.met();
    switch (kind) {
      case HostFrame.boot:
        this.#factory = new GuestContextFactory(payload);
        this.#stock.refill();
        this.#announce(RunnerFrame.ready, sandbox);
        break;
      case HostFrame.open:
        this.#open(sandbox, payload === OPEN_CROWDED);
        break;
      case HostFrame.message:
        this.#awakeSign.count();
        this.#deliver(this.#live.get(sandbox)?.guest, payload);
        break;
      case HostFrame.close:
        this.#close(sandbox);
        break;
    }
  }

  #open(id: number, isCrowded: boolean): void {
    this.#garbage.postpone();
    this.#awakeSign.begin({ isWanted: !isCrowded });
    if (isCrowded) this.#wakefulness?.forget();
    const sandbox = this.#stock.take();
    sandbox.id = id;
    this.#live.set(id, sandbox);
  }

  #close(id: number): void {
    this.#awakeSign.begin({ isWanted: false });
    this.#live.get(id)?.timers.clear();
    this.#live.delete(id);
    this.#garbage.addContext();
    this.#stock.refill();
    this.#announce(RunnerFrame.closed, id);
  }

  #prepare(): LiveSandbox {
    const timers = new SandboxTimers((message) => this.#deliver(guest, message));
    const sandbox = { id: 0, timers } as LiveSandbox & { guest: GuestContext };
    const guest = (this.#factory as GuestContextFactory).create((message, isCall) => {
      if (!this.#live.has(sandbox.id)) return;
      if (!isCall && timers.handle(message)) return;
      this.#outgoing.push({ kind: RunnerFrame.message, sandbox: sandbox.id, payload: message });
      if (!isCall || this.#outgoing.length >= MOST_TOGETHER) this.#flush();
    });
    sandbox.guest = guest;
    return sandbox;
  }

  /** Calls that the guest makes in this turn are sent at its end, unless they are many. */
  #deliver(guest: GuestContext | undefined, message: string): void {
    this.#turnEnd ??= setImmediate(() => this.#endTurn());
    try {
      guest?.deliver(message);
    } catch {
      // What a guest throws out of its own message handler concerns nobody but itself.
    }
  }

  #endTurn(): void {
    this.#turnEnd = undefined;
    if (this.#wakefulness !== undefined && this.#awakeSign.take()) {
      this.#outgoing.push({ kind: RunnerFrame.awake, sandbox: 0, payload: "" });
      this.#wakefulness.notice();
    }
    if (this.#outgoing.length > 0) this.#wakefulness?.expect();
    this.#flush();
  }

  #announce(kind: number, sandbox: number): void {
    this.#outgoing.push({ kind, sandbox, payload: "" });
    this.#flush();
  }

  #flush(): void {
    if (this.#outgoing.length === 0) return;
    const frames = this.#outgoing;
    this.#outgoing = [];
    try {
      this.#send(frames);
    } catch (error) {
      // The guest had too little stack left for it: what it said before must not be lost with that.
      this.#outgoing = frames.concat(this.#outgoing);
      throw error;
    }
  }
}
