import { MAX_MESSAGE_BYTES, MessageTooLarge } from "./message-size.js";

const NEWLINE = 0x0a;

/** Cuts a stream of bytes into lines, in time linear to what arrives however long a line is. */
export class LineDecoder {
  #pending: Uint8Array[] = [];
  #size = 0;

  /** The lines that a chunk completes. @throws MessageTooLarge. */
  push(chunk: Uint8Array): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.#keep(chunk.subarray(start, end));
      lines.push(this.#take());
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
    return lines;
  }

  #keep(part: Uint8Array): void {
    this.#size += part.length;
    if (this.#size > MAX_MESSAGE_BYTES) {
      this.#pending = [];
      throw new MessageTooLarge();
    }
    if (part.length > 0) this.#pending.push(part);
  }

  #take(): string {
    const line = Buffer.concat(this.#pending).toString("utf8");
    this.#pending = [];
    this.#size = 0;
    return line;
  }
}
