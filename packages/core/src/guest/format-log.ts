import { withCauses } from "./describe-failure.js";
import { encodeReadable, messageOf } from "./encode-value.js";
import {
  ErrorClass,
  indexOfText,
  inherits,
  NumberOf,
  parse,
  StringOf,
  sliceText,
} from "./primordials.js";

const ONE_LINE = 80;
const ErrorPrototype = ErrorClass.prototype;
const { parseFloat: toFloat, parseInt: toInteger } = Number;

/** The text of one console call: strings raw, everything else readable, `%` directives applied. */
export function formatLog(args: readonly unknown[]): string {
  if (args.length === 0) return "";
  const first = args[0];
  let text: string;
  let next = 1;
  if (typeof first === "string" && args.length > 1) {
    text = "";
    let start = 0;
    for (
      let at = indexOfText(first, "%");
      at >= 0 && at + 1 < first.length;
      at = indexOfText(first, "%", at + 2)
    ) {
      const directive = first[at + 1] as string;
      const replacement = replacementOf(directive, args, next);
      if (replacement === undefined) continue;
      text += sliceText(first, start, at) + replacement;
      start = at + 2;
      if (directive !== "%") next++;
    }
    text += sliceText(first, start);
  } else {
    text = formatValue(first);
  }
  for (; next < args.length; next++) text += ` ${formatValue(args[next])}`;
  return text;
}

/** `undefined` for a directive that stays as it is. */
function replacementOf(
  directive: string,
  args: readonly unknown[],
  next: number,
): string | undefined {
  if (directive === "%") return "%";
  if (next >= args.length) return undefined;
  const value = args[next];
  switch (directive) {
    case "d":
      return typeof value === "bigint" ? `${value}n` : numberText(() => NumberOf(value));
    case "i":
      return numberText(() => toInteger(StringOf(value), 10));
    case "f":
      return numberText(() => toFloat(StringOf(value)));
    case "c":
      return "";
    case "s":
    case "j":
    case "o":
    case "O":
      return formatValue(value);
    default:
      return undefined;
  }
}

/** What cannot be made a number, as a symbol, is none: the rest of the line is printed all the same. */
function numberText(read: () => number): string {
  try {
    return StringOf(read());
  } catch {
    return "NaN";
  }
}

/** One value as a reader wants it: compact JSON if it fits a line, indented otherwise. */
export function formatValue(value: unknown, line: number = ONE_LINE): string {
  if (typeof value === "string") return value;
  if (value === undefined) return "undefined";
  if (typeof value === "bigint") return `${value}n`;
  try {
    if (typeof value === "object" && value !== null && inherits(ErrorPrototype, value)) {
      return `${(value as Error).name}: ${withCauses(value as Error)}`;
    }
    const text = encodeReadable(value, line);
    return text === undefined ? "undefined" : unquoted(text);
  } catch (error) {
    return `[Threw: ${messageOf(error)}]`;
  }
}

/** Markers such as `[Function: f]` are strings in JSON, where quotes would only be noise. */
function unquoted(json: string): string {
  return json[0] === '"' ? StringOf(parse(json)) : json;
}
