import { enumGrowth } from "./enum-growth.js";
import { maskTexts } from "./mask-texts.js";
import { costOfReports, REPORTED } from "./reported-lines.js";

/** Whether the compiler takes a text for TypeScript. */
type Parses = (code: string) => boolean;

/**
 * Code that is printed anew costs the compiler the square of its length, or the cube of what it names in one
 * scope or constructor, and the host waits for it.
 */
const MOST_CHARACTERS = 32 * 1024;
const MOST_WORDS = 256;
/** Of modifiers, where it is not known yet whether the code is to be printed. */
const MOST_MODIFIERS = 1_000;
/** What the texts of enums may come to, where the compiler joins them and puts them in the place of their names. */
const MOST_ENUM_TEXT = 1024 * 1024;

/** What reports may come to, each of which costs the length of its line. */
const MOST_OF_REPORTS = 8_000_000;

const PRINTED = ["enum", "namespace", "module"];
const MODIFIERS = ["public", "private", "protected", "readonly", "override"];
const ANY_WORD = wordPattern([...PRINTED, ...MODIFIERS]);
const PRINTED_WORD = wordPattern(PRINTED);

/** Why the compiler is not asked about the code at all, if so: to find out that it is to be printed takes as long. */
export function tooManyParts(code: string, parses: Parses): string | undefined {
  if (hasMore(code, PRINTED_WORD, MOST_WORDS, parses)) return TOO_MANY_PARTS;
  if (hasMore(code, ANY_WORD, MOST_MODIFIERS, parses)) return TOO_MANY_MODIFIERS;
  if (costOfReports(code) <= MOST_OF_REPORTS) return undefined;
  const masked = maskTexts(code, REPORTED);
  return costOfReports(masked) > MOST_OF_REPORTS || !parses(masked) ? TOO_LONG_LINES : undefined;
}

/** Why the compiler is not asked to print the code anew, if so. */
export function tooMuchToPrint(code: string, parses: Parses): string | undefined {
  if (code.length > MOST_CHARACTERS) {
    return `TypeScript with enums, namespaces or parameter properties is not compiled beyond ${MOST_CHARACTERS} characters: write these as objects and fields, or send less`;
  }
  if (hasMore(code, ANY_WORD, MOST_WORDS, parses)) return TOO_MANY;
  return enumGrowth(code) > MOST_ENUM_TEXT ? TOO_MUCH_ENUM_TEXT : undefined;
}

const TOO_MANY_PARTS = `TypeScript with more than ${MOST_WORDS} enums and namespaces is not compiled: write these as objects`;
const TOO_MANY_MODIFIERS = `TypeScript with more than ${MOST_MODIFIERS} words such as private and readonly is not compiled: leave out those that are not needed, or send JavaScript`;
const TOO_MANY = `TypeScript with enums, namespaces or parameter properties is not compiled where it has more than ${MOST_WORDS} of them and of words such as private: write these as objects and fields`;
const TOO_LONG_LINES =
  "TypeScript is not compiled where long lines have many assertions such as <any>, imports or exports: " +
  "break these lines";
const TOO_MUCH_ENUM_TEXT =
  "TypeScript with enums is not compiled where their texts, joined and in the place of each name, come to more " +
  `than ${MOST_ENUM_TEXT} characters: write these enums as objects`;

function hasMore(code: string, pattern: RegExp, most: number, parses: Parses): boolean {
  if (countOf(code, pattern) <= most) return false;
  // Words in strings and comments cost nothing, if that is where they stand.
  const masked = maskTexts(code, pattern);
  return countOf(masked, pattern) > most || !parses(masked);
}

function countOf(code: string, pattern: RegExp): number {
  let words = 0;
  for (const _ of code.matchAll(pattern)) words++;
  return words;
}

/**
 * Words before a name or a comment: not in text such as `"visibility": "public"`. Those that are not reserved the
 * compiler takes with escapes, too.
 */
function wordPattern(words: readonly string[]): RegExp {
  const anyOf = words.map(withEscapes).join("|");
  return new RegExp(`(?<![\\w$])(?:${anyOf})(?![\\w$])\\s*(?=[\\p{ID_Start}$_\\\\/])`, "giu");
}

function withEscapes(word: string): string {
  return word.replace(/./g, (letter) => {
    const hex = letter.charCodeAt(0).toString(16);
    return `(?:${letter}|\\\\u00${hex}|\\\\u\\{0*${hex}\\})`;
  });
}
