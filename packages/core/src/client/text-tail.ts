/** The end of a stream of text: what a server said last. */
export class TextTail {
  #text = "";
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: string): void {
    this.#text = (this.#text + chunk).slice(-this.#limit);
  }

  get text(): string {
    return this.#text;
  }

  /** The last lines that are not empty. */
  lastLines(count: number): string {
    const lines = this.#text.split("\n").filter((line) => line.trim() !== "");
    return lines.slice(-count).join("\n");
  }
}
