/** What follows the fence begins with another character, so that there is but one way to read a line. */
const FENCE = /^[ \t]*(`{3,}|~{3,}(?!~))[^\n`]*$/;

/** Blanks everything outside markdown fences, line by line, so that no line changes its number. */
export function stripFences(text: string): string {
  const lines = text.split("\n");
  let open: string | undefined;
  let blocks = 0;
  const kept = lines.map((line) => {
    const fence = FENCE.exec(line.replace(/\r$/, ""))?.[1];
    if (open === undefined) {
      if (fence !== undefined) {
        open = fence;
        blocks++;
      }
      return "";
    }
    if (fence?.startsWith(open) && line.trim() === fence) {
      open = undefined;
      return "";
    }
    return line;
  });
  return blocks > 0 ? kept.join("\n") : text;
}

/** True if the text as a whole is a fenced block, whatever stands around it. */
export function startsWithFence(text: string): boolean {
  return /^\s*```/.test(text);
}
