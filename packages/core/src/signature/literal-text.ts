const ESCAPED: Readonly<Record<string, string>> = { "\u2028": "\\u2028", "\u2029": "\\u2029" };
const MAX_STRING = 200;

/** A JSON value as a TypeScript literal type; `undefined` for what has none, or only a huge one. */
export function literalText(value: unknown): string | undefined {
  if (typeof value === "string") return value.length > MAX_STRING ? undefined : quoted(value);
  if (typeof value === "boolean" || value === null) return String(value);
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/** A string literal that stands on one line. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, (found) => ESCAPED[found] ?? "");
}

/** A property's name as it stands in a type. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}
