import { ToolweaveError } from "../errors/toolweave-error.js";
import type { PartMessage } from "./messages.js";

/** Beside its values, a part has a key that is short; so has the greatest result that is all parts. */
const MOST_WRITTEN_AS = 2;
const MOST_BESIDE = 1 << 20;

/** Puts a result together again whose long arrays came ahead of it. */
export class ResultParts {
  readonly #lists = new Map<string | undefined, unknown[]>();
  #charactersLeft: number;

  constructor(maxResultBytes: number) {
    this.#charactersLeft = MOST_WRITTEN_AS * maxResultBytes + MOST_BESIDE;
  }

  /** @throws ToolweaveError `PROTOCOL_VIOLATION` for more than a result may have. */
  add({ key, values, length }: PartMessage): void {
    this.#charactersLeft -= length;
    if (this.#charactersLeft < 0) throw violation("more parts of a result than one may have");
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, values as unknown[]);
    else for (const value of values) list.push(value);
  }

  /** @throws ToolweaveError `PROTOCOL_VIOLATION` if the value has no empty array where there are parts. */
  join(value: unknown): unknown {
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
