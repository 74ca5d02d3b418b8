import type { ToolDefinition } from "../contract/tool.js";

/** A server's tools: read when they are first asked for, and again after they changed. */
export class ToolList {
  readonly #readAll: () => Promise<readonly ToolDefinition[]>;
  #reading: Promise<readonly ToolDefinition[]> | undefined;
  #known: readonly ToolDefinition[] | undefined;

  constructor(readAll: () => Promise<readonly ToolDefinition[]>) {
    this.#readAll = readAll;
  }

  /** What has been read, while it is true. */
  get known(): readonly ToolDefinition[] | undefined {
    return this.#known;
  }

  /** The same array until they change; a failure is not remembered. */
  read(): Promise<readonly ToolDefinition[]> {
    if (this.#reading === undefined) {
      const reading = this.#readAll();
      this.#reading = reading;
      reading.then(
        (tools) => {
          if (this.#reading === reading) this.#known = tools;
        },
        () => {
          if (this.#reading === reading) this.#reading = undefined;
        },
      );
    }
    return this.#reading;
  }

  /** They have changed. */
  forget(): void {
    this.#reading = undefined;
    this.#known = undefined;
  }
}
