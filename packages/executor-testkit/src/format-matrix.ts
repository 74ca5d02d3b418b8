import type { CaseResult, ConformanceReport } from "./run-conformance.js";

const MAX_REASON = 200;

/** A report as Markdown: a table of topics, then the cases that failed, with the reasons. */
export function formatMatrix({ results }: ConformanceReport): string {
  const topics = [...new Set(results.map(({ topic }) => topic))];
  const rows = topics.map((topic) =>
    row(
      topic,
      results.filter((each) => each.topic === topic),
    ),
  );
  const table = [
    "| topic | passed | failed | skipped |",
    "| --- | ---: | ---: | ---: |",
    ...rows,
    row("**all**", results),
  ];
  const failed = results.filter(({ status }) => status === "failed");
  const list = failed.map(({ id, title, reason }) => `- \`${id}\` ${title}: ${short(reason)}`);
  return `${[...table, ...(list.length > 0 ? ["", ...list] : [])].join("\n")}\n`;
}

function row(topic: string, results: readonly CaseResult[]): string {
  const count = (wanted: CaseResult["status"]): number =>
    results.filter(({ status }) => status === wanted).length;
  return `| ${topic} | ${count("passed")} | ${count("failed")} | ${count("skipped")} |`;
}

/** One line of a list, whatever an assertion has to say. */
function short(reason = ""): string {
  const line = reason.replace(/\s+/g, " ").trim();
  return line.length > MAX_REASON ? `${line.slice(0, MAX_REASON)}…` : line;
}
