import { mark, markLength } from "./cut-sign.js";

/** Fewer characters than this tell nothing. */
const LEAST_KEPT = 8;

/** A text as JSON of at most `room` characters: its head, what was left out, its tail. */
export function cutText(text: string, room: number, sign: string): string {
  const half = Math.floor((room - markLength(sign) - 2) / 2);
  if (half < LEAST_KEPT) return JSON.stringify(mark(sign, text.length, "character"));
  const head = longest((length) => text.slice(0, headEnd(text, length)), half);
  const tail = longest((length) => text.slice(tailStart(text, length)), half);
  const middle = mark(sign, text.length - head.length - tail.length, "character");
  return JSON.stringify(`${head} ${middle} ${tail}`);
}

/** The longest part, more or less, that takes no more than the room once its characters are escaped. */
function longest(part: (length: number) => string, room: number): string {
  for (let length = room; ; ) {
    const text = part(length);
    const size = JSON.stringify(text).length - 2;
    if (size <= room) return text;
    length = Math.floor((length * room) / size);
  }
}

function headEnd(text: string, length: number): number {
  return splitsPair(text, length) ? length - 1 : length;
}

function tailStart(text: string, length: number): number {
  const start = Math.max(0, text.length - length);
  return splitsPair(text, start) ? start + 1 : start;
}

function splitsPair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
