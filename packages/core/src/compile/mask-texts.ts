/** Stands for a letter that is masked: it may stand in strings, templates and comments, and nowhere else. */
const MASK = "\u0001";

/** What ends nowhere goes on to the end of its line, or of the code: nothing is read twice. */
const TEXTS =
  /"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|`(?:[^`\\]|\\[\s\S])*`?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/**
 * Takes the first letter from the words within what reads as strings, templates and comments. Quotes within
 * regular expressions and templates within templates are misread: what then is masked is code, which is no code
 * any more, so that a parser tells.
 */
export function maskTexts(code: string, words: RegExp): string {
  return code.replace(TEXTS, (text, offset: number) =>
    // The word at the end of a comment has its name behind it.
    maskWords(code.slice(offset, offset + text.length + 1), words).slice(0, text.length),
  );
}

function maskWords(text: string, words: RegExp): string {
  return text.replace(words, (word) => MASK + word.slice(1));
}
