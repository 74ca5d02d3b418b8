import { ToolweaveError } from "../errors/toolweave-error.js";
import type { DoneMessage, PartMessage } from "./messages.js";

/** Beside its values, a part has a key that is short; so has the greatest result that is all parts. */
const MOST_WRITTEN_AS = 2;
const MOST_BESIDE = 1 << 20;

/** Puts a result together again whose long arrays came ahead of it. */
export class ResultParts {
  readonly #lists = new Map<string | undefined, unknown[]>();
  #charactersLeft: number;
  #count = 0;

  constructor(maxResultBytes: number) {
    this.#charactersLeft = MOST_WRITTEN_AS * maxResultBytes + MOST_BESIDE;
  }

  /** @throws ToolweaveError `PROTOCOL_VIOLATION` for more than a result may have. */
  add({ key, values, length }: PartMessage): void {
    this.#count++;
    this.#charactersLeft -= length;
    if (this.#charactersLeft < 0) throw violation("more parts of a result than one may have");
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, values as unknown[]);
    else for (const value of values) list.push(value);
  }

  /**
   * The whole value of the message that ends an execution.
   *
   * @throws ToolweaveError `PROTOCOL_VIOLATION` if parts have been lost, or it has no empty array where there are any.
   */
  join({ value, parts = 0 }: Pick<DoneMessage, "value" | "parts">): unknown {
    if (parts !== this.#count) {
      throw violation(
        `the end of an execution with ${this.#count} of the ${parts} parts of its result before it: messages must ` +
          "arrive in the order in which they are sent",
      );
    }
    let result = value;
    for (const [key, list] of this.#lists) {
      if (key === undefined) {
        checkEmpty(result);
        result = list;
      } else {
        checkEmpty(memberOf(result, key));
        (result as Record<string, unknown>)[key] = list;
      }
    }
    return result;
  }
}

function memberOf(value: unknown, key: string): unknown {
  const isOwn = typeof value === "object" && value !== null && Object.hasOwn(value, key);
  return isOwn ? (value as Record<string, unknown>)[key] : undefined;
}

function checkEmpty(place: unknown): void {
  if (Array.isArray(place) && place.length === 0) return;
  throw violation("parts of a result that has no place for them");
}

function violation(what: string): ToolweaveError {
  return new ToolweaveError("PROTOCOL_VIOLATION", `The sandbox sent ${what}.`);
}
