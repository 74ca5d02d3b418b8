const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Numbers words from 0. Looks them up where they stand in a text, in any case, without cutting them out
 * first: reading thousands of tools is mostly this.
 */
export class WordTable {
  /** By number, in lower case. */
  readonly words: string[] = [];
  #hashes: Int32Array = new Int32Array(1024);
  /** Open addressing: a word's number and one, or 0. */
  #slots: Int32Array = new Int32Array(2048);

  /** The number of the word from `from` to `to`, or -1. */
  find(text: string, from = 0, to: number = text.length): number {
    return (this.#slots[this.#slotOf(text, from, to, hashOf(text, from, to))] as number) - 1;
  }

  /** The number of the word from `from` to `to`, a new one if need be. */
  add(text: string, from = 0, to: number = text.length): number {
    const hash = hashOf(text, from, to);
    const slot = this.#slotOf(text, from, to, hash);
    const known = this.#slots[slot] as number;
    if (known !== 0) return known - 1;
    const number = this.words.length;
    this.words.push(text.slice(from, to).toLowerCase());
    if (number === this.#hashes.length) this.#grow();
    this.#hashes[number] = hash;
    this.#slots[this.#slotOf(text, from, to, hash)] = number + 1;
    return number;
  }

  #slotOf(text: string, from: number, to: number, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] as number) - 1;
      if (number < 0) return slot;
      if (this.#hashes[number] === hash && isSame(this.words[number] as string, text, from, to)) {
        return slot;
      }
    }
  }

  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    const slots = new Int32Array(this.#slots.length * 2);
    for (let number = 0; number < this.#hashes.length; number++) {
      let slot = (hashes[number] as number) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
    this.#hashes = hashes;
    this.#slots = slots;
  }
}

function hashOf(text: string, from: number, to: number): number {
  let hash = FNV_OFFSET;
  for (let at = from; at < to; at++) {
    hash = Math.imul(hash ^ toLower(text.charCodeAt(at)), FNV_PRIME);
  }
  // The low bits alone choose the slot.
  return hash ^ (hash >>> 15);
}

function isSame(word: string, text: string, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let at = 0; at < word.length; at++) {
    if (word.charCodeAt(at) !== toLower(text.charCodeAt(from + at))) return false;
  }
  return true;
}

function toLower(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code | 0x20 : code;
}
