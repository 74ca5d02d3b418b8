const [STOP, UNREAD, POSTED, TAKEN, AWAKE] = [0, 1, 2, 3, 4];
const WORDS = 5;
/** Characters of messages that the host may be behind before the guest has to wait for it. */
const MOST_UNREAD = 4 << 20;
const WAIT_MS = 1_000;

/** What host and worker tell each other while neither reads messages. */
export class HostSignals {
  readonly shared: SharedArrayBuffer;
  readonly #words: Int32Array;

  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(4 * WORDS)) {
    this.shared = shared;
    this.#words = new Int32Array(shared);
  }

  /** The host's: what the guest is doing is over. */
  stop(): void {
    Atomics.store(this.#words, STOP, 1);
    Atomics.notify(this.#words, UNREAD);
  }

  /** The worker's: another guest may run. */
  resume(): void {
    Atomics.store(this.#words, STOP, 0);
  }

  get isStopped(): boolean {
    return Atomics.load(this.#words, STOP) !== 0;
  }

  /** The host's: so many characters of messages have been read. */
  addRead(count: number): void {
    Atomics.sub(this.#words, UNREAD, count);
    Atomics.notify(this.#words, UNREAD);
  }

  /** The worker's: so many characters of messages to the guest have been taken. */
  addTaken(count: number): void {
    Atomics.add(this.#words, TAKEN, count);
  }

  /** The host's: so many characters of messages to the guest were posted. */
  addPosted(count: number): void {
    Atomics.add(this.#words, POSTED, count);
  }

  /** How many characters that were posted have not been taken. Both counts wrap around. */
  get untaken(): number {
    return (Atomics.load(this.#words, POSTED) - Atomics.load(this.#words, TAKEN)) | 0;
  }

  /** The worker's: it is at work at the same time as the host. */
  signAwake(): void {
    Atomics.store(this.#words, AWAKE, 1);
  }

  /** The host's: whether that was said since it was asked last. */
  takeAwakeSign(): boolean {
    return Atomics.exchange(this.#words, AWAKE, 0) !== 0;
  }

  /** The worker's: so many characters were sent. Waits while the host is too far behind. */
  addSent(count: number): void {
    let unread = Atomics.add(this.#words, UNREAD, count) + count;
    while (unread > MOST_UNREAD && !this.isStopped) {
      Atomics.wait(this.#words, UNREAD, unread, WAIT_MS);
      unread = Atomics.load(this.#words, UNREAD);
    }
  }
}
