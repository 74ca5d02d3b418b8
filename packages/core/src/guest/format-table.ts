import { formatValue } from "./format-log.js";

/** `console.table`: rows of an array or object as an aligned text table. */
export function formatTable(data: unknown): string {
  if (typeof data !== "object" || data === null) return formatValue(data);
  const rows = Object.entries(data);
  const columns: string[] = [];
  const cells = rows.map(([index, row]) => {
    const members: Record<string, string> = Object.create(null);
    const entries =
      typeof row === "object" && row !== null ? Object.entries(row) : [["value", row]];
    for (const [key, value] of entries as [string, unknown][]) {
      if (!columns.includes(key)) columns.push(key);
      members[key] = formatValue(value);
    }
    return { index, members };
  });
  const lines = [["(index)", ...columns]];
  for (const { index, members } of cells) {
    lines.push([index, ...columns.map((column) => members[column] ?? "")]);
  }
  const widths = (lines[0] as string[]).map((_, i) =>
    lines.reduce((width, line) => Math.max(width, (line[i] as string).length), 0),
  );
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] as number))
        .join(" | ")
        .trimEnd(),
    )
    .join("\n");
}
