// Not the global one: where a test fakes that, nothing would go on.
import { setImmediate } from "node:timers";

/** In seconds. Node has it at hand, where to load `performance` takes a sandbox that starts some milliseconds. */
const { uptime: now } = process;

/** Within this time, in seconds, tools of this process answer, and small code is done: it is waited for awake. */
const SOON = 0.000_4;
/** Within this one an answer is quick for somebody who had to be woken for it. */
const QUICK = 0.001;
/** After so long without a word, in seconds, nothing is known any more of the other one. */
const PAUSE = 0.002;
/** After so many quick answers in a row it is tried to stay awake; */
const FIRST_TRIAL = 4;
/** after a trial in vain, after twice as many, up to this. */
const LAST_TRIAL = 256;
/** So many answers in a row may be late before a trial was in vain. */
const MOST_MISSES = 4;

/** Where answers can be seen before they come by the event loop, for as long as somebody looks. */
export interface Lookout {
  begin(): void;
  look(): unknown;
  /** Looks once more. */
  end(): void;
}

/**
 * Keeps the event loop turning while an answer is expected soon: waking a thread takes longer than many
 * answers do, on a virtual machine most of all.
 *
 * But not for the first ones, unless the other one has been seen at work beside this one, just now. A thread that
 * is woken may be given the processor of the one that woke it, though another has nothing to do (of the sleeping
 * processors of a virtual machine Linux believes that they are in use elsewhere), and then does not begin before
 * that one sleeps. Only where both have much to do are they put apart.
 */
export class Wakefulness {
  #sentAt = 0;
  #until = 0;
  #metAt = 0;
  #seenAt = -1;
  #turning = false;
  #trying = false;
  #quick = 0;
  #misses = 0;
  #trialAfter = FIRST_TRIAL;
  readonly #lookout: Lookout | undefined;

  constructor(lookout?: Lookout) {
    this.#lookout = lookout;
  }

  /** To be called when what will be answered has been sent. */
  expect(): void {
    this.#sentAt = now();
    this.#until = this.#sentAt + SOON;
    if (this.#sentAt > this.#metAt + PAUSE) this.#doubt();
    if (this.#trying || this.#sentAt < this.#seenAt + SOON) this.#stayAwake();
  }

  /** To be called when the other one has been seen at work. */
  notice(): void {
    this.#seenAt = now();
    if (this.#seenAt < this.#until) this.#stayAwake();
  }

  /** To be called when an answer has come. */
  met(): void {
    const last = this.#metAt;
    this.#metAt = now();
    // Trials in vain say nothing of another guest, which may be met on another processor.
    if (this.#until === 0 && this.#metAt > last + PAUSE) this.#trialAfter = FIRST_TRIAL;
    if (this.#turning && this.#metAt < this.#until) {
      this.#seenAt = this.#metAt;
      this.#misses = 0;
      this.#trialAfter = FIRST_TRIAL;
    }
    this.#until = 0;
    this.#quick = this.#metAt < this.#sentAt + QUICK ? this.#quick + 1 : 0;
    if (this.#quick >= this.#trialAfter) this.#trying = true;
  }

  /** To be called when what is known of the other one does not count any more. */
  forget(): void {
    this.#doubt();
    this.#seenAt = -1;
  }

  #doubt(): void {
    this.#trying = false;
    this.#quick = 0;
    this.#misses = 0;
    this.#trialAfter = FIRST_TRIAL;
  }

  #stayAwake(): void {
    if (this.#turning) return;
    this.#turning = true;
    setImmediate(this.#begin);
  }

  readonly #begin = (): void => {
    // Not before: who said to look and never did would be waited for in vain.
    this.#lookout?.begin();
    this.#turn();
  };

  readonly #turn = (): void => {
    try {
      this.#lookout?.look();
    } finally {
      this.#goOn();
    }
  };

  #goOn(): void {
    this.#turning = now() < this.#until;
    if (this.#turning) {
      setImmediate(this.#turn);
      return;
    }
    if (this.#until > 0) this.#miss();
    this.#lookout?.end();
  }

  #miss(): void {
    if (!this.#trying || ++this.#misses < MOST_MISSES) return;
    this.#trying = false;
    this.#quick = 0;
    this.#misses = 0;
    this.#trialAfter = Math.min(2 * this.#trialAfter, LAST_TRIAL);
  }
}
