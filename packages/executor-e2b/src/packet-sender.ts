// Not the global one: where a test fakes that, nothing would go on.
import { setImmediate } from "node:timers";
import { cutAt, encodePacket } from "@toolweave/core/node";
import { retrying } from "./retrying.js";

/** Writes bytes to the process's standard input; resolves when they are there. */
export type SendBytes = (bytes: Uint8Array, signal: AbortSignal) => Promise<void>;

/** The SDK takes 20 ms for it, in which this program does nothing else. */
const PACKET_BYTES = 1 << 17;
/** Requests under way at once: a reply need not wait until the one before has been acknowledged. */
const MAX_UNDER_WAY = 8;

/**
 * Sends text to a process in packets. What is written in one turn goes together; packets carry numbers,
 * so that they may overtake each other, and be sent again when nobody knows whether they arrived.
 */
export class PacketSender {
  readonly #secret: string;
  readonly #onFailure: (error: unknown) => void;
  readonly #abort = new AbortController();
  #send: SendBytes | undefined;
  #waiting: Buffer[] = [];
  #underWay = 0;
  #number = 0;
  #flushing = false;

  constructor(secret: string, onFailure: (error: unknown) => void) {
    this.#secret = secret;
    this.#onFailure = onFailure;
  }

  /** From now on what is written is sent. A first packet, maybe empty, tells the process its secret. */
  open(send: SendBytes): void {
    this.#send = send;
    this.#sendOne(send);
  }

  write(text: string): void {
    if (this.#abort.signal.aborted) return;
    this.#waiting.push(Buffer.from(text));
    this.#flushSoon();
  }

  close(): void {
    this.#abort.abort();
    this.#waiting = [];
  }

  #flushSoon(): void {
    if (this.#flushing || this.#send === undefined || this.#waiting.length === 0) return;
    if (this.#underWay >= MAX_UNDER_WAY) return;
    this.#flushing = true;
    setImmediate(() => {
      this.#flushing = false;
      if (this.#send !== undefined && this.#waiting.length > 0) this.#sendOne(this.#send);
    });
  }

  #sendOne(send: SendBytes): void {
    void this.#deliver(encodePacket(this.#secret, this.#number++, this.#take()), send);
    this.#flushSoon();
  }

  async #deliver(packet: Buffer, send: SendBytes): Promise<void> {
    const { signal } = this.#abort;
    this.#underWay++;
    try {
      await retrying(() => send(packet, signal), signal);
    } catch (error) {
      if (!signal.aborted) this.#onFailure(error);
    } finally {
      this.#underWay--;
      this.#flushSoon();
    }
  }

  #take(): Buffer {
    const all = this.#waiting.length === 1 ? this.#waiting[0] : Buffer.concat(this.#waiting);
    const bytes = all as Buffer;
    const end = cutAt(bytes, PACKET_BYTES);
    this.#waiting = end < bytes.length ? [bytes.subarray(end)] : [];
    return bytes.subarray(0, end);
  }
}
