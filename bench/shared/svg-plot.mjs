import { BASELINE, OURS } from "./figure.mjs";

/** @typedef {import("./figure.mjs").Figure} Figure */

const WIDTH = 960;
const LEFT = 330;
const RIGHT = 70;
const TOP = 64;
const BAR = 9;
const GAP = 14;
const COLOURS = ["#1f6feb", "#8b949e", "#bf8700", "#8250df", "#1a7f37"];
const UNIT_IN_MS = { ms: 1, µs: 0.001, MB: Number.NaN };

/**
 * Draws the figures that are times as bars on one logarithmic axis, with our targets as marks.
 *
 * @param {string} title
 * @param {readonly Figure[]} figures
 * @param {readonly string[]} columns
 */
export function svgPlot(title, figures, columns) {
  const rows = figures
    .map((figure) => toRow(figure, columns))
    .filter(({ bars }) => bars.length > 0);
  const all = rows.flatMap(({ bars, marks }) => [...bars, ...marks].map(({ ms }) => ms));
  const from = Math.floor(Math.log10(Math.min(...all)));
  const to = Math.ceil(Math.log10(Math.max(...all)));
  /** @param {number} ms */
  const x = (ms) => LEFT + ((Math.log10(ms) - from) / (to - from)) * (WIDTH - LEFT - RIGHT);

  let y = TOP;
  const body = [];
  for (const { label, bars, marks } of rows) {
    const height = bars.length * BAR;
    body.push(text(LEFT - 8, y + height / 2 + 4, label, 'text-anchor="end"'));
    bars.forEach(({ ms, colour }, index) => {
      const top = y + index * BAR;
      body.push(rect(LEFT, top, Math.max(1, x(ms) - LEFT), BAR - 1, colour));
      body.push(text(x(ms) + 4, top + BAR - 1.5, short(ms), 'class="value"'));
    });
    for (const { ms, dash } of marks) body.push(line(x(ms), y - 3, x(ms), y + height + 2, dash));
    y += height + GAP;
  }

  const grid = Array.from({ length: to - from + 1 }, (_, step) => 10 ** (from + step)).flatMap(
    (ms) => [
      `<line x1="${x(ms)}" x2="${x(ms)}" y1="${TOP - 8}" y2="${y}" class="grid"/>`,
      text(x(ms), TOP - 12, short(ms), 'text-anchor="middle" class="value"'),
    ],
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + 8}" viewBox="0 0 ${WIDTH} ${y + 8}">`,
    `<style>${STYLE}</style>`,
    rect(0, 0, WIDTH, y + 8, "#ffffff"),
    text(12, 20, `${title} (shorter is better)`, 'class="title"'),
    ...legend(columns),
    ...grid,
    ...body,
    "</svg>",
    "",
  ].join("\n");
}

const STYLE =
  "text{font:12px system-ui,sans-serif;fill:#1f2328}.title{font-size:14px;font-weight:600}" +
  ".value{font-size:9px;fill:#57606a}.grid{stroke:#d0d7de}.mark{stroke:#cf222e;stroke-width:2}";

/** @param {Figure} figure @param {readonly string[]} columns */
function toRow({ title, unit, results, target }, columns) {
  const scale = UNIT_IN_MS[unit];
  const bars = columns.flatMap((column, index) => {
    const ms = (results[column]?.median ?? Number.NaN) * scale;
    return ms > 0 ? [{ ms, colour: COLOURS[index % COLOURS.length] ?? "" }] : [];
  });
  const one = target?.of === "ratio" ? (results[BASELINE]?.median ?? Number.NaN) * scale : scale;
  const marks =
    target === undefined || !(one > 0) || results[OURS] === undefined
      ? []
      : [
          { ms: target.must * one, dash: "" },
          { ms: target.aim * one, dash: "3 2" },
        ];
  return { label: title, bars, marks };
}

/** @param {readonly string[]} columns */
function legend(columns) {
  const names = columns.flatMap((name, index) => [
    rect(WIDTH - 560 + index * 95, 10, 10, 10, COLOURS[index % COLOURS.length] ?? ""),
    text(WIDTH - 546 + index * 95, 19, name, 'class="value"'),
  ]);
  return [
    ...names,
    text(
      12,
      38,
      "ms, logarithmic. Red: what must be (solid) and what is aimed at (dashed).",
      'class="value"',
    ),
  ];
}

/** @param {number} x @param {number} y @param {number} width @param {number} height @param {string} fill */
function rect(x, y, width, height, fill) {
  return `<rect x="${x}" y="${y}" width="${width.toFixed(1)}" height="${height}" fill="${fill}"/>`;
}

/** @param {number} x @param {number} y @param {string} content @param {string} attributes */
function text(x, y, content, attributes) {
  const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${escaped}</text>`;
}

/** @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 @param {string} dash */
function line(x1, y1, x2, y2, dash) {
  const at = `x1="${x1.toFixed(1)}" y1="${y1}" x2="${x2.toFixed(1)}" y2="${y2}"`;
  return `<line ${at} class="mark" stroke-dasharray="${dash || "none"}"/>`;
}

/** @param {number} ms */
function short(ms) {
  return String(Number(ms.toPrecision(2)));
}
