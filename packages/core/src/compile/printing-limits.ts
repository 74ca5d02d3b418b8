/**
 * Code that is printed anew costs the compiler the square of its length, or the cube of what it names in one
 * scope or constructor, and the host waits for it.
 */
const MOST_CHARACTERS = 64 * 1024;
const MOST_WORDS = 256;
/** Of modifiers, where it is not known yet whether the code is to be printed. */
const MOST_MODIFIERS = 1_000;

const PRINTED = ["enum", "namespace", "module"];
const MODIFIERS = ["public", "private", "protected", "readonly", "override"];
const ANY_WORD = wordPattern([...PRINTED, ...MODIFIERS]);
const PRINTED_WORD = wordPattern(PRINTED);

/** Why the compiler is not asked about the code at all, if so: to find out that it is to be printed takes as long. */
export function tooManyParts(code: string): string | undefined {
  const isTooMuch =
    hasMore(code, PRINTED_WORD, MOST_WORDS) || hasMore(code, ANY_WORD, MOST_MODIFIERS);
  return isTooMuch ? TOO_MANY : undefined;
}

/** Why the compiler is not asked to print the code anew, if so. */
export function tooMuchToPrint(code: string): string | undefined {
  if (code.length > MOST_CHARACTERS) {
    return `TypeScript with enums, namespaces or parameter properties is not compiled beyond ${MOST_CHARACTERS} characters: write these as objects and fields, or send less`;
  }
  return hasMore(code, ANY_WORD, MOST_WORDS) ? TOO_MANY : undefined;
}

const TOO_MANY = `TypeScript with enums, namespaces or parameter properties is not compiled where it has more than ${MOST_WORDS} of them and of words such as private: write these as objects and fields`;

function hasMore(code: string, pattern: RegExp, most: number): boolean {
  let words = 0;
  for (const _ of code.matchAll(pattern)) words++;
  return words > most;
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
