import { type MemberText, readEnum } from "./read-enum.js";
import { unescaped } from "./unescaped.js";

const BLANKS = String.raw`(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)`;
const ENUM = new RegExp(
  String.raw`(?<![\w$])enum${BLANKS}+[\p{ID_Start}$_][\p{ID_Continue}$]*${BLANKS}*\{`,
  "gu",
);
const MOST_READINGS = 8;
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

/**
 * How many characters the texts of the code's enums come to at most. The compiler joins them ahead, as in
 * `B = A + A`, so that each member can double the one before, and writes them in the place of each name.
 */
export function enumGrowth(code: string): number {
  const text = withoutEscapes(code.replaceAll("\r\n", "\n"));
  const members = new Map<string, MemberText>();
  let read = 0;
  for (const { 0: head, index } of text.matchAll(ENUM)) {
    const start = index + head.length;
    read += readEnum(text, start, members) - start;
    // What reads as enums within one another stands in strings, and each would be read to the end of the code.
    if (read > MOST_READINGS * text.length) return Number.POSITIVE_INFINITY;
  }
  let growth = 0;
  const plain = unescaped(text);
  for (const [name, member] of members) {
    if (!member.isText) members.delete(name);
    else if (name.replace(WORD, "") !== "")
      growth += member.length * (plain.split(name).length - 1);
  }
  if (members.size === 0) return 0;
  for (const { 0: word } of text.matchAll(WORD)) growth += members.get(word)?.length ?? 0;
  return growth;
}

/** Names can be written with escapes, and in brackets with backslashes before letters that mean themselves. */
function withoutEscapes(code: string): string {
  return code.replace(ESCAPE, (written: string, ...found: (string | undefined)[]) => {
    const number = found.slice(0, 3).find((digits) => digits !== undefined);
    // A digit that was written as an escape may come to stand behind it.
    if (written === "\\0") return "\\u{0}";
    if (number === undefined) return MEANS_ITSELF.test(written) ? written.slice(1).trim() : written;
    const point = Number.parseInt(number, 16);
    const letter = point <= 0x10ffff ? String.fromCodePoint(point) : "";
    // Before a brace, it would begin what stands in a template.
    if (letter === "$") return code[Number(found[3]) + written.length] === "{" ? written : letter;
    return /^\p{ID_Continue}/u.test(letter) ? letter : written;
  });
}

const ESCAPE = /\\(?:u\{0*([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|[\s\S])/gi;
const MEANS_ITSELF = /^\\(?![nrtbfvux\d])[\w$\n]/;
