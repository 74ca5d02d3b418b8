/** A value as text of bounded length for a span; `undefined` for one that JSON cannot express. */
export function recordedContent(value: unknown, maxLength: number): string | undefined {
  const text = typeof value === "string" ? value : jsonOf(value);
  if (text === undefined || text.length <= maxLength) return text;
  // A surrogate alone is no text, and exporters may refuse it.
  const head = text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, "");
  return `${head}… (${text.length - head.length} more characters)`;
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
