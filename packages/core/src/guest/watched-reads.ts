import { indexOfText, sliceText, uncurryThis } from "./primordials.js";

/**
 * Nobody makes a property whose reading runs code, or an object that has one, without these, as there is
 * no code but the text of the model's. `enumerable` stands for the descriptors of `Object.create`.
 */
const WORDS = ["defineProp", "__defineGetter__", "enumerable", "Proxy", "toJSON"] as const;

/** How a getter begins, or that of a descriptor, and hardly ever a comment; its name may be cut off. */
const GETTER = /^[^\w$.]?get(?:\s*["'[/:(]|\s+[^\s()]+\s*(?:\(|$))/;
const GETTER_LENGTH = 100;

const exec = uncurryThis(RegExp.prototype.exec);

/**
 * Whether reading a property may run code of this text. To ask each property would take a quarter of the
 * time in which a large result is encoded. Code that hides the words from this is read twice, as by
 * `JSON.stringify` and a check before it, which harms no one but itself.
 */
export function canWatchReads(code: string): boolean {
  for (let i = 0; i < WORDS.length; i++) {
    if (indexOfText(code, WORDS[i] as string) >= 0) return true;
  }
  for (let at = indexOfText(code, "get"); at >= 0; at = indexOfText(code, "get", at + 1)) {
    const start = at === 0 ? 0 : at - 1;
    if (exec(GETTER, sliceText(code, start, start + GETTER_LENGTH)) !== null) return true;
  }
  return false;
}
