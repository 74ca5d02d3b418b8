import type { ThreadMail } from "./thread-mail.js";

const { uptime: now } = process;

/** Within this time, in seconds, a host that is awake answers, and small code is compiled. */
const SOON = 0.000_4;
/** After so long the event loop is to turn: for what the engine does beside the code. */
const MOST_MS = 50;

/** What a wait goes on for. */
export interface AwaitedHost {
  /** Milliseconds for which there is nothing to do but to wait for the host: 0 if there is, at most `most`. */
  idleMs(most: number): number;
  /** Deals with what is at the port. False if there is nothing. */
  takeFromPort(): boolean;
}

/**
 * Waits for the host's messages without the event loop. A thread that sleeps on a word of shared memory is woken
 * in a fraction of the time that a port takes, and while it sleeps its processor is the host's, if Linux has put
 * both on one.
 */
export class HostWait {
  readonly #mail: ThreadMail;
  readonly #host: AwaitedHost;
  #awakeUntil = 0;

  constructor(mail: ThreadMail, host: AwaitedHost) {
    this.#mail = mail;
    this.#host = host;
  }

  /**
   * To be told whether the host has been seen at work, just now: then it is most likely on another processor, and
   * is waited for awake for a moment.
   */
  expect(isAwake: boolean): void {
    this.#awakeUntil = isAwake ? now() + SOON : 0;
  }

  /** Deals with messages as they come, as long as the guest has nothing else to do. */
  run(): void {
    if (this.#host.idleMs(MOST_MS) <= 0) return;
    const mail = this.#mail;
    mail.begin();
    // Asked after each message: where there is always one more, timers must have their turn all the same.
    do {
      const { rings } = mail;
      if (!this.#takeNext() && !this.#wait(rings)) break;
    } while (this.#host.idleMs(MOST_MS) > 0);
    mail.end();
  }

  #takeNext(): boolean {
    return this.#mail.look() || (this.#mail.isAtPort && this.#host.takeFromPort());
  }

  /** False if there is something else to do, or the host takes long. */
  #wait(rings: number): boolean {
    const ms = this.#host.idleMs(MOST_MS);
    if (ms <= 0) return false;
    while (now() < this.#awakeUntil) if (this.#mail.rings !== rings) return true;
    return this.#mail.sleep(rings, ms);
  }
}
