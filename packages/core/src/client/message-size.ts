import { EventEnds } from "./event-ends.js";

/** What one message of a server may have, over whatever transport. */
export const MAX_MESSAGE_BYTES: number = 128 << 20;

/** A message has more. */
export class MessageTooLarge extends RangeError {
  constructor() {
    super(`it sent a message of more than ${MAX_MESSAGE_BYTES} bytes`);
  }
}

/** Measures the messages of a body as it arrives: all of it is one, or each event of a stream. */
export class MessageSize {
  readonly #ends: EventEnds | undefined;
  #size = 0;

  constructor(isEventStream: boolean) {
    if (isEventStream) this.#ends = new EventEnds();
  }

  /** @throws MessageTooLarge once a message is too large. */
  add(chunk: Uint8Array): void {
    const after = this.#ends?.lastIn(chunk) ?? 0;
    this.#size = after > 0 ? chunk.length - after : this.#size + chunk.length;
    if (this.#size > MAX_MESSAGE_BYTES) throw new MessageTooLarge();
  }
}
