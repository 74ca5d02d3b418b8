import { leftOut, mark, markLength } from "./cut-sign.js";
import { cutText } from "./cut-text.js";
import { isLeftOut, plainValue } from "./plain-value.js";
import { shareRoom } from "./share-room.js";
import { ValueSizes } from "./value-sizes.js";

/** Elements that are rather shown in part than not at all; of more, those that are shown are larger. */
const WANTED_ITEMS = 16;
/** Likewise for objects, whose keys mean something. */
const WANTED_KEYS = 32;
/** Enough to tell what an element is. */
const READABLE = 200;
/** Deeper than the sandbox encodes values; deeper still, the walk might overflow the stack. */
const MAX_DEPTH = 250;

type Json = Readonly<Record<string, unknown>>;

/**
 * Shrinks values to some room by their structure: what is small stays whole, arrays and texts keep head
 * and tail, objects their first keys, and everything its type. The work depends on the room, not on the
 * value.
 */
export class ValueCutter {
  /** The least room in which anything can be shown. */
  readonly least: number;
  readonly #sign: string;
  readonly #sizes = new ValueSizes();

  constructor(sign: string) {
    this.#sign = sign;
    this.least = markLength(sign);
  }

  /** The value as JSON of at most `room` characters, which must not be below `least`. */
  show(value: unknown, room: number, depth = 0): string {
    if (this.#sizes.within(value, room) <= room) return JSON.stringify(value) ?? "null";
    const plain = plainValue(value);
    if (typeof plain === "string") return cutText(plain, room, this.#sign);
    const inner = depth < MAX_DEPTH ? room - 2 : 0;
    return Array.isArray(plain)
      ? this.#showArray(plain, inner, depth)
      : this.#showObject(plain as Json, inner, depth);
  }

  #showArray(array: readonly unknown[], room: number, depth: number): string {
    const all = this.#pickItems(array, room + 1);
    if (all === array.length) return `[${this.#showAll(array, room + 1, depth).join(",")}]`;
    const left = room - this.least;
    const picked = this.#pickItems(array, left);
    const head = Math.ceil(picked / 2);
    const missing = array.length - picked;
    const shown = [...array.slice(0, head), ...array.slice(head + missing)];
    const texts = this.#showAll(shown, left, depth);
    texts.splice(head, 0, JSON.stringify(mark(this.#sign, missing, "item")));
    return `[${texts.join(",")}]`;
  }

  /** How many elements find room, taken from both ends in turn. */
  #pickItems(array: readonly unknown[], room: number): number {
    const { length } = array;
    const most = this.#most(room, length, WANTED_ITEMS);
    let left = room;
    for (let picked = 0; picked < length; picked++) {
      const fromEnd = (picked + 1) >> 1;
      left -= 1 + this.#need(array[picked % 2 === 0 ? fromEnd : length - fromEnd], most);
      if (left < 0) return picked;
    }
    return length;
  }

  #showObject(record: Json, room: number, depth: number): string {
    let left = room + 1;
    let { picked, missing } = this.#pickKeys(record, left);
    if (missing > 0) {
      left = room - this.least;
      ({ picked, missing } = this.#pickKeys(record, left));
    }
    const names = picked.map((key) => `${JSON.stringify(key)}:`);
    const values = picked.map((key) => record[key]);
    const taken = names.reduce((sum, { length }) => sum + length, 0);
    const entries = this.#showAll(values, left - taken, depth).map((text, i) => names[i] + text);
    if (missing > 0) {
      entries.push(`${JSON.stringify(this.#sign)}:${JSON.stringify(leftOut(missing, "key"))}`);
    }
    return `{${entries.join(",")}}`;
  }

  /** The first keys that find room with their values. A key is never cut: it would be another key. */
  #pickKeys(record: Json, room: number): { picked: string[]; missing: number } {
    const keys = this.#sizes.keysOf(record);
    const name = (key: string): number => this.#sizes.within(key, room) + 1;
    const names = keys.slice(0, WANTED_KEYS).reduce((sum, key) => sum + name(key), 0);
    const most = this.#most(Math.max(0, room - names), keys.length, WANTED_KEYS);
    const picked: string[] = [];
    let missing = keys.length;
    let left = room;
    for (const key of keys) {
      if (isLeftOut(record[key])) missing--;
      if (isLeftOut(record[key]) || name(key) > left) continue;
      left -= name(key) + 1 + this.#need(record[key], most);
      if (left < 0) break;
      picked.push(key);
      missing--;
    }
    return { picked, missing };
  }

  /** The values, each with a comma, in the room they share. */
  #showAll(values: readonly unknown[], room: number, depth: number): string[] {
    const within = (index: number, limit: number): number =>
      this.#sizes.within(values[index], limit);
    const rooms = shareRoom(values.length, room - values.length, within);
    let spare = 0;
    return Array.from(values, (value, index) => {
      const own = (rooms[index] ?? 0) + spare;
      const text = this.show(value, own, depth + 1);
      spare = own - text.length;
      return text;
    });
  }

  /** The room to reckon with for one of several, so that those wanted all find some. */
  #most(room: number, count: number, wanted: number): number {
    const fair = Math.floor(room / Math.min(count, wanted)) - 1;
    const readable = count > wanted ? Math.min(READABLE, Math.floor(room / 4)) : 0;
    return Math.max(this.least, fair, readable);
  }

  #need(value: unknown, most: number): number {
    return Math.min(this.#sizes.within(value, most), most);
  }
}
