/** `\s` of JavaScript, within a class: RE2's own knows five characters. */
const SPACE =
  "\\t\\n\\v\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
/** `\S`: all the others. */
const NO_SPACE =
  "\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}" +
  "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}";
const NO_LINE_END = "[^\\n\\r\\x{2028}\\x{2029}]";

/** A character written as two halves, any other escape, the ends of a class, and the dot. */
const PARTS = /(\\u[dD][89abAB][0-9a-fA-F]{2})(\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\[\s\S]|[[\].]/g;

/** A group that sets the flag under which a dot is any character at all; JavaScript has none. */
const DOT_FLAG = /\(\?[imU]*s/;

/**
 * A pattern of JSON Schema, which is one of JavaScript, with what RE2 reads otherwise put in its words: white
 * space, line ends, and characters beyond the first 65,536.
 */
export function inRe2Syntax(pattern: string): string {
  const dot = DOT_FLAG.test(pattern) ? "." : NO_LINE_END;
  let isInClass = false;
  return pattern.replace(PARTS, (part: string, high?: string, low?: string) => {
    if (high !== undefined && low !== undefined) return `\\x{${codePoint(high, low)}}`;
    if (part === "\\s") return isInClass ? SPACE : `[${SPACE}]`;
    if (part === "\\S") return isInClass ? NO_SPACE : `[${NO_SPACE}]`;
    if (part === ".") return isInClass ? part : dot;
    if (part === "[") isInClass = true;
    if (part === "]") isInClass = false;
    return part;
  });
}

function codePoint(high: string, low: string): string {
  const text = JSON.parse(`"${high}${low}"`) as string;
  return (text.codePointAt(0) ?? 0).toString(16);
}
