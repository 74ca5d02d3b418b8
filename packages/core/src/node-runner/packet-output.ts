import type { Frame } from "../protocol/frames.js";
import { frameText } from "../protocol/text-frames.js";
import { cutAt, encodePacket } from "../protocol/text-packets.js";
import { writeAll } from "./write-all.js";

/**
 * A packet and its head fit into 4,096 bytes, which a pipe takes whole or not at all: no other writer's
 * output gets between its bytes.
 */
const BODY_BYTES = 4_000;

/**
 * Frames on their way to standard output, as packets. Guests call it with what stack they have left, so
 * it may fail anywhere: what has not been written then is written at the end of the guest's turn, and a
 * packet that comes twice counts once.
 */
export class PacketOutput {
  readonly #secret: () => string | undefined;
  #frames: (readonly Frame[])[] = [];
  #packets: Buffer[] = [];
  #number = 0;

  /** @param secret nothing is written before it is known. */
  constructor(secret: () => string | undefined) {
    this.#secret = secret;
  }

  write(frames: readonly Frame[]): void {
    this.#frames.push(frames);
    try {
      this.flush();
    } catch {
      setImmediate(() => this.flush());
    }
  }

  flush(): void {
    const secret = this.#secret();
    if (secret === undefined) return;
    this.#writePackets();
    if (this.#frames.length === 0) return;
    const text = this.#frames.flat().map(frameText).join("");
    const packets = packetsOf(text, secret, this.#number);
    this.#frames = [];
    this.#packets = packets;
    this.#number += packets.length;
    this.#writePackets();
  }

  #writePackets(): void {
    for (let next = this.#packets[0]; next !== undefined; next = this.#packets[0]) {
      writeAll(next);
      this.#packets.shift();
    }
  }
}

function packetsOf(text: string, secret: string, firstNumber: number): Buffer[] {
  const packets: Buffer[] = [];
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    const end = cutAt(bytes, BODY_BYTES);
    packets.push(encodePacket(secret, firstNumber + packets.length, bytes.subarray(0, end)));
    bytes = bytes.subarray(end);
  }
  return packets;
}
