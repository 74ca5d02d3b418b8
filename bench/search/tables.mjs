import { METRICS } from "./metrics.mjs";

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  /** @param {readonly string[]} cells */
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    line(head),
    line(head.map((_, at) => (at === 0 ? "---" : "---:"))),
    ...rows.map(line),
  ].join("\n");
}

/** Rows of metrics, in per cent. @param {string} title @param {Iterable<readonly [string, readonly number[]]>} rows */
export function metricsTable(title, rows) {
  return table(
    [title, ...METRICS],
    [...rows].map(([name, values]) => [name, ...values.map(percent)]),
  );
}

/** @param {readonly import("./speed.mjs").Speed[]} speeds */
export function speedTable(speeds) {
  return table(
    [
      "tools",
      "build, ms",
      "query p50, ms",
      "p95, ms",
      "after one server's change, ms",
      "memory, MB",
    ],
    speeds.map(({ tools, buildMs, p50Ms, p95Ms, reindexMs, memoryMb }) => [
      tools.toLocaleString("en"),
      buildMs.toFixed(0),
      p50Ms.toFixed(2),
      p95Ms.toFixed(2),
      reindexMs.toFixed(1),
      memoryMb.toFixed(1),
    ]),
  );
}

/** @typedef {{ figure: string, value: number, must: number, aim: number, unit: string, more?: boolean }} Checked */

/** @param {readonly Checked[]} figures */
export function targetTable(figures) {
  return table(
    ["figure", "value", "must", "aim", "ok?"],
    figures.map(({ figure, value, must, aim, unit, more }) => [
      figure,
      `${value.toFixed(Math.abs(value) < 10 ? 2 : 1)} ${unit}`.trim(),
      String(must),
      String(aim),
      verdict(value, must, aim, more === true),
    ]),
  );
}

/** @param {number} value @param {number} must @param {number} aim @param {boolean} more */
function verdict(value, must, aim, more) {
  /** @param {number} bound */
  const holds = (bound) => (more ? value >= bound : value <= bound);
  if (holds(aim)) return "aim met";
  return holds(must) ? "must met" : "**missed**";
}

/** @param {number} share */
export function percent(share) {
  return (100 * share).toFixed(1);
}
