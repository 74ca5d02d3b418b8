/** What one message of a server may have, over whatever transport. */
export const MAX_MESSAGE_BYTES: number = 128 << 20;

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** A message has more. */
export class MessageTooLarge extends RangeError {
  constructor() {
    super(`it sent a message of more than ${MAX_MESSAGE_BYTES} bytes`);
  }
}

/** Measures the messages of a body as it arrives: all of it is one, or each event of a stream. */
export class MessageSize {
  readonly #isEventStream: boolean;
  #size = 0;
  /** Whether the line that has begun is empty so far: an empty line ends an event. */
  #isLineEmpty = true;

  constructor(isEventStream: boolean) {
    this.#isEventStream = isEventStream;
  }

  /** @throws MessageTooLarge once a message is too large. */
  add(chunk: Uint8Array): void {
    const after = this.#isEventStream ? this.#endOfEvents(chunk) : 0;
    this.#size = after > 0 ? chunk.length - after : this.#size + chunk.length;
    if (this.#size > MAX_MESSAGE_BYTES) throw new MessageTooLarge();
  }

  /** Where the last event that the chunk ends is over; 0 if it ends none. */
  #endOfEvents(chunk: Uint8Array): number {
    let over = 0;
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      if (this.#isLineEmpty && isEmpty(chunk.subarray(start, end))) over = end + 1;
      this.#isLineEmpty = true;
      start = end + 1;
    }
    this.#isLineEmpty &&= isEmpty(chunk.subarray(start));
    return over;
  }
}

function isEmpty(line: Uint8Array): boolean {
  return line.length === 0 || (line.length === 1 && line[0] === RETURN);
}
