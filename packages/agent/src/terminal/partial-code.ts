/** What a JSON escape stands for. */
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

/** Reads the value of `code` out of the arguments of `execute_code` while their JSON still comes in. */
export class PartialCode {
  #json = "";
  /** Where the value's next character stands; -1 until it has begun. */
  #at = -1;
  #isOver = false;

  /** True once all of the code has come. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Adds a piece of JSON, and returns what it adds to the code. */
  add(piece: string): string {
    this.#json += piece;
    if (this.#at < 0) {
      const begin = /"code"\s*:\s*"/.exec(this.#json);
      if (begin === null) return "";
      this.#at = begin.index + begin[0].length;
    }
    let code = "";
    while (!this.#isOver && this.#at < this.#json.length) {
      const next = this.#read();
      if (next === undefined) break;
      code += next;
    }
    return code;
  }

  /** The next character; `undefined` if there is only a part of it yet. */
  #read(): string | undefined {
    const character = this.#json[this.#at] as string;
    if (character === '"') {
      this.#isOver = true;
      return "";
    }
    if (character !== "\\") {
      this.#at++;
      return character;
    }
    const escaped = this.#json[this.#at + 1];
    if (escaped === undefined) return undefined;
    if (escaped !== "u") {
      this.#at += 2;
      return ESCAPES[escaped] ?? escaped;
    }
    const hex = this.#json.slice(this.#at + 2, this.#at + 6);
    if (hex.length < 4) return undefined;
    this.#at += 6;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }
}
