/** What a screen shows as nothing, or shows elsewhere: control, bidirectional and ignorable characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A text of others', in which every character that could mislead who reads it is written as an escape. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (found) => {
    const units = Array.from({ length: found.length }, (_, i) => found.charCodeAt(i));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  });
}
