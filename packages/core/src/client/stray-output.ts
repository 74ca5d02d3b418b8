const LINE_SHOWN = 200;
const MOST_KEPT = 100;

/** Lines that a server wrote where messages are expected, and when. */
export class StrayOutput {
  readonly #lines: { readonly at: number; readonly start: string }[] = [];

  add(line: string): void {
    this.#lines.push({ at: performance.now(), start: line.slice(0, LINE_SHOWN) });
    // The first says most of a server that never was one.
    if (this.#lines.length > MOST_KEPT) this.#lines.splice(1, 1);
  }

  /**
   * The first, in a sentence without its full stop.
   *
   * @param since looks at those from then on alone, a time of `performance.now()`.
   */
  inWords(since = 0): string | undefined {
    const first = this.#lines.find(({ at }) => at >= since);
    return first && `It wrote to stdout what is no MCP: ${JSON.stringify(first.start)}`;
  }
}
