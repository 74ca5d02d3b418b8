/**
 * How text passes a channel that others write to as well, that is cut anywhere, and whose writes may be
 * tried again: as lines of secret, number, length in bytes, and body. A line that does not begin with the
 * secret, or is not as long as it says, is somebody else's, or a torn one, and counts for nothing.
 */
export interface TextPacket {
  /** Counts from 0. */
  readonly number: number;
  readonly body: string;
}

const SECRET_BYTES = 16;
/** Base64url of {@link SECRET_BYTES}. */
const SECRET = /^[\w-]{22}$/;
/** Digits of number and length, with the blanks around them. */
const HEAD_CHARS = 40;
const LINE_BREAK = 0x0a;

/** A secret for one process. */
export function newPacketSecret(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return Buffer.from(bytes).toString("base64url");
}

/** The line of one packet. A line also begins with a break: what was written before may have none. */
export function encodePacket(secret: string, number: number, body: Buffer): Buffer {
  const head = `\n${secret} ${number} ${body.length} `;
  return Buffer.concat([Buffer.from(head, "latin1"), body, Buffer.of(LINE_BREAK)]);
}

/** Where to cut UTF-8 so that no character is torn and no more than `most` bytes come before. */
export function cutAt(bytes: Buffer, most: number): number {
  if (bytes.length <= most) return bytes.length;
  let end = most;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}

/** Finds packets in text that arrives in chunks of any size. */
export class TextPacketDecoder {
  readonly #onPacket: (packet: TextPacket) => void;
  readonly #maxBytes: number;
  #secret: string | undefined;
  #line = "";
  #foreign = false;

  /**
   * @param secret `undefined`: that of the first packet, for a channel on which nobody speaks before.
   * @param maxBytes of one body; no longer line is held in memory.
   */
  constructor(
    secret: string | undefined,
    maxBytes: number,
    onPacket: (packet: TextPacket) => void,
  ) {
    this.#secret = secret;
    this.#maxBytes = maxBytes;
    this.#onPacket = onPacket;
  }

  push(chunk: string): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf("\n", start);
      this.#add(chunk.slice(start, end < 0 ? undefined : end));
      if (end < 0) return;
      const line = this.#line;
      this.#line = "";
      if (!this.#foreign) this.#read(line);
      this.#foreign = false;
      start = end + 1;
    }
  }

  #add(text: string): void {
    if (this.#foreign || text === "") return;
    const wasShort = this.#line.length < HEAD_CHARS;
    this.#line += text;
    if (wasShort && !this.#mayBePacket()) this.#foreign = true;
    if (this.#line.length > this.#maxBytes + 2 * HEAD_CHARS) this.#foreign = true;
    if (this.#foreign) this.#line = "";
  }

  #mayBePacket(): boolean {
    if (this.#secret === undefined) return true;
    const begin = this.#line.slice(0, this.#secret.length);
    return this.#secret.startsWith(begin);
  }

  #read(line: string): void {
    const afterSecret = line.indexOf(" ");
    const afterNumber = line.indexOf(" ", afterSecret + 1);
    const afterLength = line.indexOf(" ", afterNumber + 1);
    if (afterSecret < 0 || afterNumber < 0 || afterLength < 0) return;
    const secret = line.slice(0, afterSecret);
    if (secret !== (this.#secret ?? secret)) return;
    const number = Number(line.slice(afterSecret + 1, afterNumber));
    const length = Number(line.slice(afterNumber + 1, afterLength));
    const body = line.slice(afterLength + 1);
    if (!Number.isSafeInteger(number) || Buffer.byteLength(body) !== length) return;
    if (!SECRET.test(secret)) return;
    this.#secret = secret;
    this.#onPacket({ number, body });
  }

  /** The secret, once it is known. */
  get secret(): string | undefined {
    return this.#secret;
  }
}
