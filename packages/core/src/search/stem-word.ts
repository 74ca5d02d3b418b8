import { stemmer } from "stemmer";

/** Beyond this a word is no English word, and the stemmer would only lose time. */
const MAX_STEMMED = 24;
const BRITISH = /.{3}(?:[iy]s[eia]|our)/;
const ENGLISH = /^[a-z]{3,}$/;
/** "the", which Arabic writes as one with its noun, alone or after "and", "with", "as" or "for". */
const ARABIC_ARTICLE = /^(?:[وفبك]?ال|لل)(?=\p{Script=Arabic}{3})/u;
/** What number and case add to nouns and adjectives of Slavic languages, in which `й` is `и` by now. */
const CYRILLIC_ENDING =
  /(?<=^\p{Script=Cyrillic}{3,})(?:[иі]?(?:ями|ям|ях|ем|ев|еи)|ами|ам|ах|[оіи]м|[оі]в|[иы]ми|ым|[иы]х|[ое]го|[ое]му|[аяоеыиуюі][яюеиі]|[аяоеыиуюіь])$/u;

/**
 * What the rules do not know, form by form after the stem: first words that they would take for forms
 * of others (`new`, `commune`, `generate`, `author`, `terminate`), then forms that they would not.
 */
const IRREGULAR =
  "news news; community community communities; general general generally; generic generic; " +
  "experiment experiment experiments experimental; university university universities; " +
  "authority authority authorities; terminal terminal terminals; documentation documentation; " +
  "add added adding; send sent; find found; get got; make made; write wrote written; run ran; " +
  "build built; bui bought; sell sold; choos chose chosen; index indices; matrix matrices; " +
  "person people; child children; man men; woman women; analysi analyses";

const EXCEPTIONS: ReadonlyMap<string, string> = readExceptions();

/**
 * The form that `issue`, `issues` and `issued` share; British spellings come to the American ones. Arabic
 * loses its article, and Cyrillic the endings of nouns: `файла` and `файлы` come to `файл`.
 */
export function stemWord(word: string): string {
  if (word.length > MAX_STEMMED) return word;
  if (!ENGLISH.test(word)) return word.replace(ARABIC_ARTICLE, "").replace(CYRILLIC_ENDING, "");
  const exception = EXCEPTIONS.get(word);
  if (exception !== undefined) return exception;
  return stemmer(BRITISH.test(word) ? toAmerican(word) : word);
}

function toAmerican(word: string): string {
  return word
    .replace(/^(.{3,})(i|y)s(e|ed|es|er|ers|ing|ation|ations)$/, "$1$2z$3")
    .replace(/^(.{3,})our(s|ed|ing)?$/, "$1or$2");
}

function readExceptions(): Map<string, string> {
  return new Map(
    IRREGULAR.split("; ").flatMap((group) => {
      const [stem = "", ...forms] = group.split(" ");
      return forms.map((form) => [form, stem]);
    }),
  );
}
