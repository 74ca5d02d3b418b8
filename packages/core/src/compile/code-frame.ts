import type { Position } from "./compiled-code.js";

const MAX_WIDTH = 160;

/** The line at a position with its neighbours and a caret under the column. */
export function codeFrame(source: string, { line, column }: Position): string {
  const lines = source.split(/\r\n?|\n/);
  const first = Math.max(1, line - 1);
  const last = Math.min(lines.length, line + 1);
  const digits = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = (lines[number - 1] ?? "").replace(/[\t\u2028\u2029]/g, " ");
    const start = column > MAX_WIDTH - 20 && number === line ? column - 80 : 0;
    const shown = text.slice(start, start + MAX_WIDTH);
    frame.push(`${number === line ? ">" : " "} ${String(number).padStart(digits)} | ${shown}`);
    if (number === line) {
      frame.push(`  ${" ".repeat(digits)} | ${" ".repeat(Math.max(0, column - 1 - start))}^`);
    }
  }
  return frame.map((text) => text.trimEnd()).join("\n");
}
