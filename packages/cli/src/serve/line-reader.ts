const NEWLINE = 0x0a;

/** A line; `undefined` for one past the limit, of which nothing is kept. */
export type Line = string | undefined;

/** Cuts a stream of bytes into lines, in time linear to what arrives, and goes on after a line past the limit. */
export class LineReader {
  #pending: Uint8Array[] = [];
  #size = 0;
  readonly #maxBytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that a chunk completes. */
  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.#keep(chunk.subarray(start, end));
      lines.push(this.#take());
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
    return lines;
  }

  /** What stands after the last newline. */
  end(): Line {
    return this.#take();
  }

  #keep(part: Uint8Array): void {
    this.#size += part.length;
    if (this.#size > this.#maxBytes) this.#pending = [];
    else if (part.length > 0) this.#pending.push(part);
  }

  #take(): Line {
    const line =
      this.#size > this.#maxBytes ? undefined : Buffer.concat(this.#pending).toString("utf8");
    this.#pending = [];
    this.#size = 0;
    return line;
  }
}
