import { type EncodeStep, type EncodeTrail, encoding, startTrail } from "./encode-trail.js";
import { elementToPlain, toPlain } from "./encode-value.js";
import { jsonOf } from "./json-text.js";
import { isPlainAtAGlance } from "./plain-leaves.js";
import { bareArray, min, stringify, truncate } from "./primordials.js";

/** Elements of a part: at first, */
const FIRST_PART = 256;
/** and at most. */
const LARGEST_PART = 1 << 14;
/** Characters that a part is to have: the host reads one while the next is made. */
const PART_CHARACTERS = 1 << 16;
/** Characters of a key that goes with every part. */
const LONGEST_KEY = 64;

type Send = (message: string) => void;

/**
 * Encodes a result by the mapping of docs/values.md, as what the `done` message says of it. Where it is a long
 * array, or an object that holds some, their elements go ahead of it: in messages that `send` gets, in order.
 * `most` is how many characters it may have.
 */
export function encodeResult(value: unknown, most: number, send: Send): string {
  if (isPlainAtAGlance(value)) return whole(jsonOf(value) as string, most);
  const parts = new ResultParts(most, send);
  const trail = startTrail(false, parts.sendAhead);
  let plain: unknown;
  try {
    plain = toPlain(value, trail);
  } catch (error) {
    if (trail.charactersLeft >= 0) throw error;
    return `"tooLarge":${encoding.mostCharacters - trail.charactersLeft}`;
  }
  // What is thrown under an object is taken for its own.
  if (parts.failure !== undefined) throw parts.failure;
  const rest = jsonOf(plain);
  if (rest === undefined) return '"ok":true';
  if (parts.count === 0 && parts.characters === 0) return whole(rest, most);
  const characters = parts.characters + rest.length;
  const isAll = characters <= most;
  return isAll ? `"ok":true,"parts":${parts.count},"value":${rest}` : `"tooLarge":${characters}`;
}

/** What is said of a result without parts. */
function whole(json: string, most: number): string {
  return json.length <= most ? `"ok":true,"value":${json}` : `"tooLarge":${json.length}`;
}

class ResultParts {
  /** Of what has been encoded, sent or not. */
  characters = 0;
  /** Of messages that were sent. */
  count = 0;
  failure: unknown;
  readonly #most: number;
  readonly #send: Send;

  constructor(most: number, send: Send) {
    this.#most = most;
    this.#send = send;
  }

  readonly sendAhead = (
    list: readonly unknown[],
    length: number,
    trail: EncodeTrail,
  ): readonly unknown[] | undefined => {
    const head = headOf((trail.step as EncodeStep).parent);
    if (head === undefined) return undefined;
    // Reading may fail in the midst then, and the whole array is to be what says so.
    const copy = encoding.copiesAll ? partOf(list, 0, length, trail) : undefined;
    try {
      let size = FIRST_PART;
      // Once they are too many there is no use in more.
      for (let start = 0, end = 0; start < length && this.characters <= this.#most; start = end) {
        end = min(start + size, length);
        const part = copy === undefined ? partOf(list, start, end, trail) : slice(copy, start, end);
        const json = jsonOf(part) as string;
        // Without brackets, and with the comma before it.
        this.characters += json.length - (start === 0 ? 2 : 1);
        if (this.characters <= this.#most) {
          this.#send(`${head}"values":${json}}`);
          this.count++;
        }
        size = nextSize(size, json.length);
      }
    } catch (error) {
      this.failure = error;
      throw error;
    }
    return bareArray();
  };
}

/** How the parts of an array begin that is the result, or a member of it, which `parent` is. */
function headOf(parent: EncodeStep | undefined): string | undefined {
  if (parent === undefined) return '{"type":"part",';
  const { key } = parent;
  const isMember = parent.depth === 0 && parent.isRecord;
  if (!isMember || typeof key !== "string" || key.length > LONGEST_KEY) return undefined;
  return `{"type":"part","key":${stringify(key)},`;
}

function partOf(
  list: readonly unknown[],
  start: number,
  end: number,
  trail: EncodeTrail,
): unknown[] {
  const part = bareArray<unknown>();
  for (let i = start; i < end; i++) part[i - start] = elementToPlain(list[i], i, trail);
  return part;
}

function slice(list: readonly unknown[], start: number, end: number): unknown[] {
  const part = bareArray<unknown>();
  for (let i = start; i < end; i++) part[i - start] = list[i];
  return part;
}

/** So many elements as will have about the characters that a part is to have, as the last ones had. */
function nextSize(size: number, characters: number): number {
  const next = truncate((size * PART_CHARACTERS) / characters);
  return next < 1 ? 1 : min(next, LARGEST_PART);
}
