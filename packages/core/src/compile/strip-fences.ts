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
  if (blocks === 0) return text;
  const code = kept.join("\n");
  // The end of a block whose beginning was left out.
  if (blocks === 1 && open !== undefined && code.trim() === "") return withoutFence(lines, open);
  return code;
}

function withoutFence(lines: readonly string[], fence: string): string {
  return lines.map((line) => (line.trim() === fence ? "" : line)).join("\n");
}

/** True if the text as a whole is a fenced block, whatever stands around it. */
export function startsWithFence(text: string): boolean {
  return /^\s*```/.test(text);
}
