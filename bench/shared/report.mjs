import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeMachine, machineLine } from "./machine.mjs";
import { packageVersions } from "./package-versions.mjs";
import { svgPlot } from "./svg-plot.mjs";
import { resultTable, stallTable } from "./table.mjs";
import { verdictOf } from "./targets.mjs";
import { writeSection } from "./write-section.mjs";

/**
 * What a suite has found.
 *
 * @typedef {object} Report
 * @property {string} suite file name without ending
 * @property {string} title
 * @property {readonly string[]} columns names of contenders
 * @property {readonly string[]} packages whose versions matter
 * @property {readonly string[]} notes sentences on what was compared and how
 * @property {readonly import("./figure.mjs").Figure[]} figures
 */

/**
 * Prints the report and keeps it in files.
 *
 * @param {Report} report
 * @param {import("./options.mjs").BenchOptions} options
 */
export async function publish(report, { out, write, quick }) {
  const { suite, title, columns } = report;
  const machine = describeMachine();
  const figures = quick ? report.figures.map(withoutTarget) : report.figures;
  const versions = await packageVersions(report.packages);
  const setting = `${machineLine(machine)}; ${versions.join(", ")}.`;
  const section = toMarkdown({ ...report, figures }, setting);
  console.log(section);

  const verdicts = figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) }));
  const json = JSON.stringify({ ...report, machine, versions, figures: verdicts }, null, 2);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, `${suite}.json`), `${json}\n`);
  await writeFile(join(out, `${suite}.svg`), svgPlot(title, figures, columns));
  if (write) await writeSection(suite, section);
}

/** @param {Report} report @param {string} setting */
function toMarkdown({ title, columns, notes, figures }, setting) {
  return [
    `## ${title}`,
    setting,
    "Medians, and in brackets the 95th percentile. The ratio is toolweave to naive.",
    resultTable(figures, columns),
    stallTable(figures, columns),
    notes.map((note) => `- ${note}`).join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** A few samples decide nothing. @param {import("./figure.mjs").Figure} figure */
function withoutTarget(figure) {
  return { ...figure, target: undefined };
}
