import { encodePretty, encodeValue, messageOf } from "./encode-value.js";
import { ErrorClass, StringOf } from "./primordials.js";

const ONE_LINE = 80;

/** The text of one console call: strings raw, everything else readable, `%` directives applied. */
export function formatLog(args: readonly unknown[]): string {
  let text = "";
  let next = 0;
  const first = args[0];
  if (typeof first === "string" && args.length > 1) {
    next = 1;
    text = first.replace(/%[sdifjoOc%]/g, (directive) => {
      if (directive === "%%") return "%";
      if (next >= args.length) return directive;
      return applyDirective(directive, args[next++]);
    });
  } else if (args.length > 0) {
    next = 1;
    text = formatValue(first);
  }
  for (; next < args.length; next++) text += ` ${formatValue(args[next])}`;
  return text;
}

function applyDirective(directive: string, value: unknown): string {
  switch (directive) {
    case "%d":
      return typeof value === "bigint" ? `${value}n` : StringOf(Number(value));
    case "%i":
      return StringOf(Number.parseInt(StringOf(value), 10));
    case "%f":
      return StringOf(Number.parseFloat(StringOf(value)));
    case "%c":
      return "";
    default:
      return formatValue(value);
  }
}

/** One value as a reader wants it: compact JSON if it fits a line, indented otherwise. */
export function formatValue(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined) return "undefined";
  if (typeof value === "bigint") return `${value}n`;
  try {
    if (value instanceof ErrorClass) return `${value.name}: ${value.message}`;
    const text = encodeValue(value);
    if (text === undefined) return "undefined";
    if (typeof value !== "object" || value === null) return unquoted(text);
    if (text[0] === '"') return unquoted(text);
    return text.length <= ONE_LINE ? text : (encodePretty(value) ?? text);
  } catch (error) {
    return `[Threw: ${messageOf(error)}]`;
  }
}

/** Markers such as `[Function: f]` are strings in JSON, where quotes would only be noise. */
function unquoted(json: string): string {
  return json[0] === '"' ? StringOf(JSON.parse(json)) : json;
}
