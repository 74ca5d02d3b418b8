/** Control characters but tabs and ends of lines: they would clear the screen, set a title, write to the clipboard. */
const CONTROLS = /(?!\t|\r?\n)\p{Cc}/gu;
/**
 * Characters that let a screen show code otherwise than it runs: in another order, or as part of a comment that they
 * have ended, for to JavaScript U+2028 and U+2029 are ends of lines.
 */
const MISLEADING = /[\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;
/** What a screen shows as nothing, or shows elsewhere: control, bidirectional and ignorable characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A text of others', in which what a terminal would obey is written as an escape. */
export function harmlessText(text: string): string {
  return text.replace(CONTROLS, escaped);
}

/** Code, or what it prints and calls, in which what would show it otherwise than it runs is an escape as well. */
export function orderedText(text: string): string {
  return harmlessText(text).replace(MISLEADING, escaped);
}

/** A text of others' that somebody decides on, in which all that could mislead them is written as an escape. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, escaped);
}

function escaped(found: string): string {
  const units = Array.from({ length: found.length }, (_, i) => found.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
