/** Receives a word: the part of `text` from `from` up to `to`, in whatever case it has there. */
export type WordSink = (text: string, from: number, to: number) => void;

const MAX_WORD = 64;

const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
const ASCII_KINDS: Uint8Array = asciiKinds();

const CJK_CLASS = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー";
const CJK = new RegExp(`[${CJK_CLASS}]`, "u");
const UNSPACED_CLASS = "\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const UNSPACED = new RegExp(`[${UNSPACED_CLASS}]`, "u");
const BY_SCRIPT = new RegExp(
  `[${CJK_CLASS}]+|[${UNSPACED_CLASS}]+|[^${CJK_CLASS}${UNSPACED_CLASS}]+`,
  "gu",
);
const NOT_ASCII = /[^\0-\x7f]/;
const RUN = /[\p{L}\p{N}\p{M}ー]+/gu;
const MARKS = /\p{Mn}+/gu;
/** Letters of their own, which are written plainly all the same: `Straße` and `Strasse`. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i" },
  ...{ ẞ: "SS", Æ: "Ae", Œ: "Oe", Ø: "O", Ł: "L", Đ: "D" },
};
const NOT_COMPOSED = new RegExp(`[${Object.keys(PLAIN_LETTERS).join("")}]`, "g");
/** `html2pdf`, `sha256sum`: words around a number. A capital may have parted them: `html2Pdf`. */
const AROUND_NUMBER = /^([a-z]{2,})(?:\d{1,3}([a-z]{2,})|[24])$/i;

let segmenter: Intl.Segmenter | undefined;

/**
 * Splits text into words, in order: `createIssue`, `create_issue` and `create-issue` all are `create`,
 * `issue`. A name such as `GitHub` gives its whole too: `git`, `hub`, `github`. Letters lose their
 * accents. Chinese, Japanese and Korean come as pairs of neighbouring characters; Thai, Lao, Khmer and
 * Burmese, whose words are too long for that, are split by a dictionary.
 */
export function splitWords(text: string, emit: WordSink): void {
  if (!NOT_ASCII.test(text)) {
    splitAscii(text, emit);
    return;
  }
  for (const [run] of text.normalize("NFKC").matchAll(RUN)) {
    if (!NOT_ASCII.test(run)) splitAscii(run, emit);
    else if (!CJK.test(run) && !UNSPACED.test(run)) splitFolded(run, emit);
    else {
      for (const [part] of run.matchAll(BY_SCRIPT)) {
        if (CJK.test(part)) splitPairs(part, emit);
        else if (UNSPACED.test(part)) splitByDictionary(part, emit);
        else splitFolded(part, emit);
      }
    }
  }
}

/** True for text with a character of those that come as pairs. */
export function isCjk(text: string): boolean {
  return CJK.test(text);
}

/** The words of a text, in lower case. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  splitWords(text, (source, from, to) => words.push(source.slice(from, to).toLowerCase()));
  return words;
}

function splitAscii(text: string, emit: WordSink): void {
  const { length } = text;
  let at = 0;
  while (at < length) {
    let kind = kindAt(text, at);
    if (kind === OTHER) {
      at++;
      continue;
    }
    const isCapital = kind === UPPER;
    const runStart = at;
    let start = at;
    let parts = 1;
    let goesOn = false;
    for (at++; at < length; at++) {
      const next = kindAt(text, at);
      if (next === OTHER) break;
      if (next === UPPER && isBoundary(text, at, kind)) {
        if (goesOn || kind === DIGIT) emitAroundNumber(text, start, at, emit);
        emit(text, start, Math.min(at, start + MAX_WORD));
        start = at;
        goesOn = false;
        parts++;
      } else if (kind === DIGIT && next !== DIGIT) goesOn = true;
      kind = next;
    }
    if (goesOn) emitAroundNumber(text, start, at, emit);
    emit(text, start, Math.min(at, start + MAX_WORD));
    // `GitHub` is also one word; `createIssue` is not.
    if (isCapital && parts > 1 && parts < 4)
      emit(text, runStart, Math.min(at, runStart + MAX_WORD));
  }
}

/** `html2pdf` is `html` and `pdf` beside itself. */
function emitAroundNumber(text: string, from: number, to: number, emit: WordSink): void {
  if (to - from > MAX_WORD) return;
  const [, first = "", second = ""] = AROUND_NUMBER.exec(text.slice(from, to)) ?? [];
  if (first === "") return;
  emit(text, from, from + first.length);
  if (second !== "") emit(text, to - second.length, to);
}

/** At a capital: `createIssue` parts before `I`, `HTMLPage` before `P`, `URLs` nowhere. */
function isBoundary(text: string, at: number, before: number): boolean {
  if (before !== UPPER) return true;
  if (kindAt(text, at + 1) !== LOWER) return false;
  const isPlural = text[at + 1] === "s" && kindAt(text, at + 2) === OTHER;
  return !isPlural;
}

function splitFolded(run: string, emit: WordSink): void {
  const folded = run
    .normalize("NFD")
    .replace(MARKS, "")
    .replace(NOT_COMPOSED, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .normalize("NFC");
  if (!NOT_ASCII.test(folded)) {
    splitAscii(folded, emit);
    return;
  }
  const parts = folded
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase();
  for (const word of parts.split(" ")) emit(word, 0, Math.min(word.length, MAX_WORD));
}

function splitPairs(run: string, emit: WordSink): void {
  const characters = Array.from(run);
  if (characters.length === 1) emit(run, 0, run.length);
  for (let at = 1; at < characters.length; at++) {
    const pair = `${characters[at - 1]}${characters[at]}`;
    emit(pair, 0, pair.length);
  }
}

function splitByDictionary(run: string, emit: WordSink): void {
  segmenter ??= new Intl.Segmenter("th", { granularity: "word" });
  for (const { segment } of segmenter.segment(run)) {
    emit(segment, 0, Math.min(segment.length, MAX_WORD));
  }
}

function kindAt(text: string, at: number): number {
  return ASCII_KINDS[text.charCodeAt(at)] ?? OTHER;
}

function asciiKinds(): Uint8Array {
  const kinds = new Uint8Array(128);
  for (let code = 0; code < 128; code++) {
    const character = String.fromCharCode(code);
    if (/[a-z]/.test(character)) kinds[code] = LOWER;
    else if (/[A-Z]/.test(character)) kinds[code] = UPPER;
    else if (/[0-9]/.test(character)) kinds[code] = DIGIT;
  }
  return kinds;
}
