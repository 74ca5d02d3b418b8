import { apply, bareArray, fromCharCode, uncurryGetter, uncurryThis } from "./primordials.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const codeAt = uncurryThis(String.prototype.charCodeAt);
const PADDING = 61;
/** Of the alphabet, once something is encoded. */
let codes: readonly number[] | undefined;
/** Bytes that are written at once: a multiple of 3, and few enough for the arguments of one call. */
const CHUNK = 6_000;

const { min } = Math;
const Uint8ArrayClass = Uint8Array;
const TypedArrayPrototype: object = Object.getPrototypeOf(Uint8Array.prototype);
const lengthOf = uncurryGetter<unknown, number>(TypedArrayPrototype, "length");
const kindOf = uncurryGetter<unknown, string | undefined>(TypedArrayPrototype, Symbol.toStringTag);
const bufferLengthOf = uncurryGetter<unknown, number>(ArrayBuffer.prototype, "byteLength");

/** The bytes of a `Uint8Array` or an `ArrayBuffer`; `undefined` for anything else. */
export function bytesIn(value: unknown): Uint8Array | undefined {
  const kind = kindOf(value);
  if (kind === "Uint8Array" || kind === "Uint8ClampedArray") return value as Uint8Array;
  try {
    bufferLengthOf(value);
  } catch {
    return undefined;
  }
  return new Uint8ArrayClass(value as ArrayBuffer);
}

/** Bytes as base64 text. */
export function encodeBase64(bytes: Uint8Array): string {
  codes ??= codesOf(ALPHABET);
  const length = lengthOf(bytes);
  let text = "";
  for (let start = 0; start < length; start += CHUNK) {
    const end = min(start + CHUNK, length);
    text += apply(fromCharCode, undefined, charactersOf(bytes, start, end, codes));
  }
  return text;
}

/** Three bytes are four characters; where bytes are missing, padding stands for characters. */
function charactersOf(
  bytes: Uint8Array,
  start: number,
  end: number,
  codes: readonly number[],
): number[] {
  const characters = bareArray<number>();
  let count = 0;
  for (let i = start; i < end; i += 3) {
    const first = bytes[i] as number;
    const second = i + 1 < end ? (bytes[i + 1] as number) : 0;
    const third = i + 2 < end ? (bytes[i + 2] as number) : 0;
    characters[count++] = codes[first >> 2] as number;
    characters[count++] = codes[((first & 3) << 4) | (second >> 4)] as number;
    characters[count++] =
      i + 1 < end ? (codes[((second & 15) << 2) | (third >> 6)] as number) : PADDING;
    characters[count++] = i + 2 < end ? (codes[third & 63] as number) : PADDING;
  }
  return characters;
}

function codesOf(alphabet: string): number[] {
  const all = bareArray<number>();
  for (let i = 0; i < alphabet.length; i++) all[i] = codeAt(alphabet, i);
  return all;
}
