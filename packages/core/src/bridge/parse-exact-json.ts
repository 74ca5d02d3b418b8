/** No text without one of these has a number that `JSON.parse` alters in earnest. */
const SUSPECT = /\d{16}|[eE]\+?\d{3}/;
const DIGITS_OR_QUOTE = /["\d-]/g;
const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;

/**
 * `JSON.parse`, but for numbers that a number of JavaScript cannot hold: whole ones of so many digits that
 * the last would become others, such as the identifiers of chats and posts, and ones beyond all bounds.
 * They become strings of what stands there, as bigints do that code returns.
 *
 * @throws SyntaxError for what is no JSON.
 */
export function parseExactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!SUSPECT.test(text)) return value;
  const exact = withQuotedNumbers(text);
  return exact === text ? value : JSON.parse(exact);
}

/** A text that is known to be JSON, so that what begins like a number outside of strings is one. */
function withQuotedNumbers(json: string): string {
  const parts: string[] = [];
  let done = 0;
  DIGITS_OR_QUOTE.lastIndex = 0;
  for (let found = DIGITS_OR_QUOTE.exec(json); found; found = DIGITS_OR_QUOTE.exec(json)) {
    const start = found.index;
    if (json[start] === '"') {
      DIGITS_OR_QUOTE.lastIndex = endOfString(json, start);
      continue;
    }
    NUMBER.lastIndex = start;
    const [number = "", fraction, exponent] = NUMBER.exec(json) ?? [];
    const end = start + number.length;
    DIGITS_OR_QUOTE.lastIndex = Math.max(end, start + 1);
    if (isHeld(number, fraction ?? exponent)) continue;
    parts.push(json.slice(done, start), `"${number}"`);
    done = end;
  }
  parts.push(json.slice(done));
  return parts.join("");
}

/** The place behind the quote that ends a string. By a search and not by a pattern: strings may be huge. */
function endOfString(json: string, start: number): number {
  let end = start;
  do end = json.indexOf('"', end + 1);
  while (isEscaped(json, end));
  return end + 1;
}

function isEscaped(json: string, at: number): boolean {
  let first = at;
  while (json[first - 1] === "\\") first--;
  return (at - first) % 2 === 1;
}

/** Digits of fractions are rounded, as everywhere; those of whole numbers tell one thing from another. */
function isHeld(number: string, fractionOrExponent: string | undefined): boolean {
  if (!Number.isFinite(Number(number))) return false;
  if (fractionOrExponent !== undefined || number.length < 16) return true;
  return BigInt(number) === BigInt(Number(number));
}
