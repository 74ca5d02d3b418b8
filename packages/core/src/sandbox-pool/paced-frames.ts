// Not the global one: where a test fakes that, nothing would go on.
import { setImmediate } from "node:timers";
import type { Frame } from "../protocol/frames.js";

/** Milliseconds that the frames of one runner may take in one turn of the event loop, */
const SLICE_MS = 8;
/** and how many there may be: what they set off is done at the end of the turn, and is not in that time. */
const SLICE_FRAMES = 64;

/** What is done with frames. */
export interface FrameReceiver {
  onFrame(frame: Frame): void;
  /** There are more than a slice of time has room for. */
  onHold(): void;
  /** All have been dealt with, and the event loop has turned. */
  onRelease(): void;
}

/**
 * Hands on the frames of a runner, slice by slice, with a turn of the event loop between the slices: a guest
 * that says more than the host can deal with must not hold up the host.
 */
export class PacedFrames {
  readonly #receiver: FrameReceiver;
  readonly #waiting: Frame[] = [];
  #sliceEnd = 0;
  #inSlice = 0;
  #ending: (() => void) | undefined;

  constructor(receiver: FrameReceiver) {
    this.#receiver = receiver;
  }

  push(frame: Frame): void {
    if (this.#waiting.length > 0) {
      this.#waiting.push(frame);
      return;
    }
    if (this.#sliceEnd === 0) {
      this.#beginSlice();
      setImmediate(this.#nextSlice);
    } else if (!this.#hasRoom()) {
      this.#waiting.push(frame);
      this.#receiver.onHold();
      return;
    }
    this.#handOn(frame);
  }

  /** Calls back once what came before has been dealt with. */
  end(ended: () => void): void {
    if (this.#waiting.length === 0) ended();
    else this.#ending = ended;
  }

  readonly #nextSlice = (): void => {
    const { length } = this.#waiting;
    this.#beginSlice();
    while (this.#inSlice < this.#waiting.length && this.#hasRoom()) {
      this.#handOn(this.#waiting[this.#inSlice] as Frame);
    }
    this.#waiting.splice(0, this.#inSlice);
    if (length > 0) {
      setImmediate(this.#nextSlice);
      return;
    }
    this.#sliceEnd = 0;
    this.#receiver.onRelease();
    this.#ending?.();
  };

  #beginSlice(): void {
    this.#sliceEnd = performance.now() + SLICE_MS;
    this.#inSlice = 0;
  }

  #hasRoom(): boolean {
    return this.#inSlice < SLICE_FRAMES && performance.now() < this.#sliceEnd;
  }

  #handOn(frame: Frame): void {
    this.#inSlice++;
    this.#receiver.onFrame(frame);
  }
}
