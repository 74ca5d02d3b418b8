const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Finds where the events of a stream end, as its bytes arrive: behind an empty line. */
export class EventEnds {
  /** Whether the line that has begun is empty so far. */
  #isLineEmpty = true;

  /** Where the last event that the chunk ends is over; 0 if it ends none. */
  lastIn(chunk: Uint8Array): number {
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
