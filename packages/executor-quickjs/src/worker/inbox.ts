import { MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { Expectation } from "@toolweave/core/node";
import type { ToWorker } from "./worker-messages.js";

/** Seconds after which timers, and whatever else the event loop has, get their turn. */
const SLICE = 0.004;
const { uptime: now } = process;

/**
 * What the host sends, in order. While an answer is expected soon the port is asked for it: that takes a
 * fraction of the time in which the event loop notices and says so.
 */
export class Inbox {
  readonly #port: MessagePort;
  /** Not in Deno, where the event loop has to turn for it. */
  readonly #canAsk: boolean;
  readonly #expectation = new Expectation();
  #handle: (message: ToWorker) => void = () => {};
  #isReading = false;
  #next: NodeJS.Immediate | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    this.#canAsk = port instanceof MessagePort;
  }

  open(handle: (message: ToWorker) => void): void {
    this.#handle = handle;
    this.#port.on("message", (messages: readonly ToWorker[]) => {
      this.#isReading = true;
      messages.forEach(handle);
      this.#read();
    });
  }

  /** To be called when what will be answered has been sent. */
  expect(): void {
    this.#expectation.expect();
    if (this.#isReading) return;
    this.#isReading = true;
    this.#next = setImmediate(this.#read);
  }

  /** To be called when an answer has come. */
  met(): void {
    this.#expectation.met();
  }

  readonly #read = (): void => {
    clearImmediate(this.#next);
    const sliceEnd = now() + SLICE;
    while (this.#expectation.isDue) {
      if (!this.#canAsk || now() > sliceEnd) {
        this.#next = setImmediate(this.#read);
        return;
      }
      const received = receiveMessageOnPort(this.#port);
      if (received === undefined) continue;
      (received.message as readonly ToWorker[]).forEach(this.#handle);
    }
    this.#isReading = false;
  };
}
