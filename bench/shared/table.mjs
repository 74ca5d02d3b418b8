import { ratioOf } from "./figure.mjs";
import { verdictOf } from "./targets.mjs";

/**
 * @typedef {import("./figure.mjs").Figure} Figure
 * @typedef {import("./measure.mjs").Summary} Summary
 */

const NOTHING = "–";
const VERDICTS = { aim: "aim met", must: "must met", missed: "**missed**" };

/**
 * @param {readonly Figure[]} figures
 * @param {readonly string[]} columns names of contenders
 */
export function resultTable(figures, columns) {
  const head = ["figure", "unit", ...columns, "ratio", "must", "aim", "ok?"];
  const rows = figures.map((figure) => {
    const { target } = figure;
    const times = target?.of === "ratio" ? "×" : "";
    const ratio = ratioOf(figure);
    const verdict = verdictOf(figure);
    return [
      figure.title,
      figure.unit,
      ...columns.map((column) => resultCell(figure.results[column])),
      ratio === undefined ? NOTHING : ratio.toFixed(2),
      target === undefined ? NOTHING : `${target.must}${times}`,
      target === undefined ? NOTHING : `${target.aim}${times}`,
      verdict === undefined ? NOTHING : VERDICTS[verdict],
    ];
  });
  return markdownTable(head, rows);
}

/**
 * The longest stalls of the host's event loop, in milliseconds; nothing if none were measured.
 *
 * @param {readonly Figure[]} figures
 * @param {readonly string[]} columns
 */
export function stallTable(figures, columns) {
  const watched = figures.filter(({ results }) =>
    Object.values(results).some(({ stallMs }) => stallMs !== undefined),
  );
  if (watched.length === 0) return "";
  const rows = watched.map(({ title, results }) => [
    title,
    ...columns.map((column) => results[column]?.stallMs?.toFixed(1) ?? NOTHING),
  ]);
  return markdownTable(["longest stall of the host, ms", ...columns], rows);
}

/** @param {Summary | undefined} summary */
function resultCell(summary) {
  if (summary === undefined) return NOTHING;
  const { median, p95 } = summary;
  return p95 === undefined ? short(median) : `${short(median)} (${short(p95)})`;
}

/** @param {number} value */
function short(value) {
  const size = Math.abs(value);
  return value.toFixed(size < 10 ? 2 : size < 100 ? 1 : 0);
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function markdownTable(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? "")].map(({ length }) => length)),
  );
  /** @param {readonly string[]} cells */
  const line = (cells) => {
    const padded = cells.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return `| ${padded.join(" | ")} |`;
  };
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}
