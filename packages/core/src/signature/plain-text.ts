/** Text that may stand in a comment, on one line: nothing in it ends the comment or steers a compiler. */
export function plainText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .replaceAll("*/", "*\\/")
    .replace(/@(?=ts-)/g, "@ ");
}

/** The same with its line breaks, cut at a length. */
export function plainLines(text: string, maxLength: number): string[] {
  const trimmed = text.trim();
  const kept = trimmed.length > maxLength ? cut(trimmed, maxLength) : trimmed;
  return kept
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(plainText)
    .filter((line) => line !== "");
}

/** The first sentence, cut at a word if it is long. */
export function firstSentence(text: string, maxLength: number): string {
  const start = text.slice(0, 4 * maxLength).trim();
  const end =
    /(?<!\b(?:e\.g|i\.e|etc|vs))[.!?](?=\s+[\p{Lu}\p{N}`"'(*-])|[。！？]|\n\s*\n|\n\s*[-*#]/u.exec(
      start,
    );
  const sentence = end === null ? start : start.slice(0, end.index + (/\s/.test(end[0]) ? 0 : 1));
  const plain = plainText(sentence);
  if (plain.length > maxLength) return cut(plain, maxLength);
  return plain.replace(/(?<=\p{L})\.$/u, "");
}

/**
 * Takes "(e.g. …)" out of a sentence. The first example is given back if it shows a form, such as
 * `2025-12-31`; one of mere words shows none.
 */
export function withoutExamples(sentence: string): { text: string; example: string | undefined } {
  const found = /\s*\(\s*(?:e\.?g\.?|for example|such as)[,:]?\s*([^,()]*)[^()]*(?:\)|…)/i.exec(
    sentence,
  );
  if (found === null) return { text: sentence, example: undefined };
  const text = (
    sentence.slice(0, found.index) + sentence.slice(found.index + found[0].length)
  ).trim();
  const example = (found[1] ?? "").trim();
  const showsForm = /[^\p{L}\s.'’&-]/u.test(example) && !example.includes("…");
  return { text, example: showsForm ? example : undefined };
}

function cut(text: string, maxLength: number): string {
  const start = text.slice(0, maxLength);
  const space = start.lastIndexOf(" ");
  const kept = space > maxLength / 2 ? start.slice(0, space) : start;
  return `${kept.replace(/[\uD800-\uDBFF]$|[\s,.;:]+$/, "")}…`;
}
