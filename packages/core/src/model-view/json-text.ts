import { describeError } from "../errors/describe-error.js";
import { isLeftOut, isPlain } from "./plain-value.js";

/** The value as JSON text; `undefined` for what JSON leaves out. What cannot be JSON is told as a text. */
export function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (isOverflow(error)) return overflowing(value);
    return told(error);
  }
}

/** Levels that are followed: enough for data, and an end to objects that make themselves anew. */
const MAX_DEPTH = 100_000;

interface Level {
  readonly object: Readonly<Record<string, unknown>> | readonly unknown[];
  /** `undefined` for an array. */
  readonly keys: readonly string[] | undefined;
  next: number;
  separator: string;
}

function overflowing(value: unknown): string {
  try {
    return deepText(value);
  } catch (error) {
    return told(error);
  }
}

/** What `JSON.stringify` gives, without recursion: that overflows the stack at some thousand levels. */
function deepText(root: unknown): string {
  const pieces: string[] = [];
  const levels: Level[] = [];
  const write = (value: unknown): void => {
    if (typeof value !== "object" || value === null || !isPlain(value)) {
      pieces.push(JSON.stringify(value) ?? "null");
      return;
    }
    if (levels.length >= MAX_DEPTH) throw new RangeError("nested too deeply");
    const keys = Array.isArray(value) ? undefined : Object.keys(value);
    levels.push({ object: value as Level["object"], keys, next: 0, separator: "" });
    pieces.push(keys === undefined ? "[" : "{");
  };
  write(root);
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const { keys } = level;
    const object = level.object as Readonly<Record<string | number, unknown>>;
    const key = keys === undefined ? level.next : (keys[level.next] as string);
    if (level.next++ === (keys ?? (level.object as readonly unknown[])).length) {
      levels.pop();
      pieces.push(keys === undefined ? "]" : "}");
      continue;
    }
    const member = object[key];
    if (keys !== undefined && isLeftOut(member)) continue;
    pieces.push(level.separator);
    if (keys !== undefined) pieces.push(JSON.stringify(key), ":");
    level.separator = ",";
    write(member);
  }
  return pieces.join("");
}

function isOverflow(error: unknown): boolean {
  return error instanceof Error && /call stack|recursion/.test(error.message);
}

function told(error: unknown): string {
  return JSON.stringify(`[Threw: ${describeError(error).split("\n", 1)[0]}]`);
}
