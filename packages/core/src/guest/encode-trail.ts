import { StringOf, sliceText, stringify, TypeErrorClass, uncurryThis } from "./primordials.js";

const match = uncurryThis(RegExp.prototype.exec);
/** Those of ASCII: the tables of all letters would be in the memory of every guest. */
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
/** Characters of a key that are told. */
const LONGEST_KEY = 100;

/** The way from the root to the value being encoded, and what the encoding has left. */
export interface EncodeTrail {
  /** Arguments are strict: what JSON cannot say is an error there, and a marker elsewhere. */
  readonly strict: boolean;
  /** The object whose contents are being encoded. */
  step: EncodeStep | undefined;
  /** Characters that arrays may still have; below zero once the value is refused. */
  charactersLeft: number;
  readonly sendAhead: SendAhead | undefined;
}

/** Sends the elements of a long array, which the last step is, and gives what is left of it; or sends nothing. */
export type SendAhead = (
  array: readonly unknown[],
  length: number,
  trail: EncodeTrail,
) => readonly unknown[] | undefined;

export interface EncodeStep {
  readonly object: object;
  /** The key under which the encoder is within the object. */
  key: string | number | undefined;
  readonly depth: number;
  readonly parent: EncodeStep | undefined;
  /** Whether it is encoded as its own members, by their names. */
  isRecord: boolean;
}

/** What holds for whatever this guest encodes; the runtime sets it. */
export const encoding = {
  /**
   * Whether to read may be to run the model's code, which can give another value each time, and change
   * what was read before. Everything is then copied as it is read, and JSON made of the copy alone.
   */
  copiesAll: true,
  /** Characters of JSON that no limit lets through. */
  mostCharacters: 1 << 26,
};

export function startTrail(strict: boolean, sendAhead?: SendAhead): EncodeTrail {
  return { strict, step: undefined, charactersLeft: encoding.mostCharacters, sendAhead };
}

/**
 * Counts what an array is to have at least: its length costs nothing, and to walk it may take for ever.
 *
 * @throws TypeError once that is more than any limit lets through.
 */
export function countCharacters(least: number, trail: EncodeTrail): void {
  trail.charactersLeft -= least;
  if (trail.charactersLeft >= 0) return;
  throw new TypeErrorClass(`${trail.strict ? pathOf(trail) : "the value"} is too large`);
}

/** The place of the value: `args.items[3]`. The first key is the position among the arguments. */
export function pathOf(trail: EncodeTrail): string {
  let path = "";
  for (let step = trail.step; step !== undefined; step = step.parent) {
    const { key } = step;
    if (step.parent === undefined) path = key ? `args[${key}]${path}` : `args${path}`;
    else if (key !== undefined) path = memberOf(key) + path;
  }
  return path;
}

/** As code has it: a key may be anything, and a point in it is none of the path. */
function memberOf(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  const shown = key.length > LONGEST_KEY ? `${sliceText(key, 0, LONGEST_KEY)}…` : key;
  return match(IDENTIFIER, key) === null ? `[${stringify(shown)}]` : `.${shown}`;
}

/** The key that `JSON.stringify` would give to the `toJSON` of the object that the last step is. */
export function keyOf({ step, strict }: EncodeTrail): string {
  const parent = step?.parent;
  // Each argument is a value by itself.
  const isWhole = strict && parent?.parent === undefined;
  return parent?.key === undefined || isWhole ? "" : StringOf(parent.key);
}
