/** Bytes of a message that has room. */
const ROOM = 16_384;
/** Of one that may be longer in UTF-8 than in UTF-16. */
const MOST_CHARACTERS = ROOM / 3;
const [STATE, READER, LENGTH, PASSED, POSTED, BELL] = [0, 1, 2, 3, 4, 5];
const WORDS = 6;
const WORD_BYTES = 4;
const [EMPTY, FULL, TAKEN] = [0, 1, 2];

/**
 * Room in shared memory for one message, on the way from one thread to another that looks for it: a port takes
 * longer to hand a message over than most of them take to be dealt with. What goes by the port all the same
 * keeps its place among the others, as long as both sides say so.
 */
export class Mailbox {
  readonly shared: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #bytes: Buffer;
  /** Messages that went by the port. It wraps around, as the reader's count does. */
  #bypassed = 0;

  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(WORDS * WORD_BYTES + ROOM)) {
    this.shared = shared;
    this.#words = new Int32Array(shared, 0, WORDS);
    this.#bytes = Buffer.from(shared, WORDS * WORD_BYTES);
  }

  /**
   * The sender's: true if the reader will have the message. If not, it is to go by the port: nobody looks, it
   * has no room, or others that went by the port come first.
   */
  offer(message: string): boolean {
    const words = this.#words;
    const isFree =
      Atomics.load(words, READER) !== 0 &&
      Atomics.load(words, STATE) === EMPTY &&
      Atomics.load(words, PASSED) === this.#bypassed;
    if (!isFree || message.length > MOST_CHARACTERS) return false;
    // As many bytes as characters: all of them are ASCII, and quick to read.
    if (this.#bytes.write(message) !== message.length) return false;
    Atomics.store(words, LENGTH, message.length);
    Atomics.store(words, STATE, FULL);
    // A reader that has just stopped may have looked before: then the message is taken back.
    if (Atomics.load(words, READER) !== 0) return true;
    return Atomics.compareExchange(words, STATE, FULL, EMPTY) !== FULL;
  }

  /** The sender's: a message goes by the port. */
  bypass(): void {
    this.#bypassed = (this.#bypassed + 1) | 0;
  }

  /** The sender's: something is in the mailbox, or at the port. Wakes a reader that sleeps here. */
  ring(): void {
    Atomics.store(this.#words, POSTED, this.#bypassed);
    Atomics.add(this.#words, BELL, 1);
    Atomics.notify(this.#words, BELL);
  }

  /** The reader's: how often the sender rang. It wraps around. */
  get rings(): number {
    return Atomics.load(this.#words, BELL);
  }

  /** The reader's: whether there is something at the port, by the sender's word. */
  get isAtPort(): boolean {
    return Atomics.load(this.#words, POSTED) !== Atomics.load(this.#words, PASSED);
  }

  /** The reader's: blocks its thread until the sender rings again. False if that takes longer. */
  sleep(rings: number, ms: number): boolean {
    return Atomics.wait(this.#words, BELL, rings, ms) !== "timed-out";
  }

  /** The reader's: it looks from now on, */
  open(): void {
    Atomics.store(this.#words, READER, 1);
  }

  /** or no more. It has to look once after that. */
  close(): void {
    Atomics.store(this.#words, READER, 0);
  }

  /** The reader's: the message, if there is one. */
  take(): string | undefined {
    const words = this.#words;
    if (Atomics.compareExchange(words, STATE, FULL, TAKEN) !== FULL) return undefined;
    const message = this.#bytes.toString("latin1", 0, Atomics.load(words, LENGTH));
    Atomics.store(words, STATE, EMPTY);
    return message;
  }

  /** The reader's: a message has come by the port. What is in the mailbox was sent before it. */
  passed(): void {
    Atomics.add(this.#words, PASSED, 1);
  }
}
