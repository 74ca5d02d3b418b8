import { isLeftOut, plainValue } from "./plain-value.js";

const MAX_DEPTH = 250;

/**
 * How long values are as JSON, as far as it matters: measuring stops at a limit, so that its cost depends
 * on the room there is and not on the value, and what is known is not measured again.
 */
export class ValueSizes {
  readonly #exact = new Map<object, number>();
  readonly #keys = new Map<object, readonly string[]>();
  /** A length that the value is known to exceed. */
  readonly #above = new Map<object, number>();

  /** The value's length if that is at most `limit`, otherwise infinity. */
  within(value: unknown, limit: number, depth = 0): number {
    if (typeof value === "string") {
      return value.length + 2 > limit ? Infinity : bounded(JSON.stringify(value).length, limit);
    }
    if (typeof value !== "object" || value === null) {
      return bounded((JSON.stringify(value) ?? "null").length, limit);
    }
    const exact = this.#exact.get(value);
    if (exact !== undefined) return bounded(exact, limit);
    if (limit <= (this.#above.get(value) ?? -1) || depth > MAX_DEPTH) return Infinity;
    const size = this.#contents(value, limit, depth);
    if (size === Infinity) this.#above.set(value, limit);
    else this.#exact.set(value, size);
    return size;
  }

  /** The keys of an object: making the list takes long if there are many. */
  keysOf(object: object): readonly string[] {
    let keys = this.#keys.get(object);
    if (keys === undefined) {
      keys = Object.keys(object);
      this.#keys.set(object, keys);
    }
    return keys;
  }

  #contents(object: object, limit: number, depth: number): number {
    const plain = plainValue(object);
    if (typeof plain !== "object" || plain === null) return this.within(plain, limit, depth);
    if (!Array.isArray(plain)) return this.#members(plain, limit, depth);
    let size = 2 + Math.max(0, plain.length - 1);
    for (let i = 0; i < plain.length && size <= limit; i++) {
      size += this.within(plain[i], limit - size, depth + 1);
    }
    return bounded(size, limit);
  }

  #members(record: object, limit: number, depth: number): number {
    let size = 2;
    for (const key of this.keysOf(record)) {
      const value = (record as Record<string, unknown>)[key];
      if (isLeftOut(value)) continue;
      size += this.within(key, limit - size) + (size === 2 ? 1 : 2);
      size += this.within(value, limit - size, depth + 1);
      if (size > limit) break;
    }
    return bounded(size, limit);
  }
}

function bounded(size: number, limit: number): number {
  return size > limit ? Infinity : size;
}
