/** `pnpm bench:search`: how well and how fast tools are found. */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readQueries, readTools } from "./search/data-set.mjs";
import { judgeAll, METRICS } from "./search/metrics.mjs";
import { miniSearch, miniSearchWithOurWords, substringSearch } from "./search/other-searches.mjs";
import { OurSearch } from "./search/our-search.mjs";
import { exactNameShare, judgeMisspelt, rankAll } from "./search/quality.mjs";
import { measureSpeed } from "./search/speed.mjs";
import { metricsTable, percent, speedTable, targetTable } from "./search/tables.mjs";
import { describeMachine, machineLine } from "./shared/machine.mjs";
import { writeSection } from "./shared/write-section.mjs";

const DATA = new URL("../../shared/bench/tool-search/", import.meta.url);
const NDCG = METRICS.indexOf("nDCG@10");

const { values: options } = parseArgs({
  options: {
    tools: { type: "string", default: fileURLToPath(new URL("tools.jsonl", DATA)) },
    queries: { type: "string", default: fileURLToPath(new URL("queries.jsonl", DATA)) },
    out: { type: "string" },
    quick: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const tools = readTools(options.tools);
const queries = readQueries(options.queries);
const ours = new OurSearch(tools);
/** @type {import("./search/quality.mjs").Rank} */
const rank = (query, limit) => ours.rank(query, limit);

const rankings = await rankAll(queries, rank);
if (options.out !== undefined) {
  const lines = [...rankings].map(([id, ranking]) => JSON.stringify({ id, ranking }));
  await writeFile(options.out, `${lines.join("\n")}\n`);
}
const judged = judgeAll(queries, rankings);
const rivals = {
  "whole query as a substring": substringSearch(tools),
  "MiniSearch with its defaults": miniSearch(tools),
  "MiniSearch with our words": miniSearchWithOurWords(tools),
};
/** @type {[string, number[]][]} */
const headlines = [["toolweave", judged.headline]];
for (const [name, search] of Object.entries(rivals)) {
  headlines.push([name, judgeAll(queries, await rankAll(queries, search)).headline]);
}
const misspelt = await judgeMisspelt(queries, rank);
headlines.splice(1, 0, ["toolweave, misspelt queries", misspelt]);
const exact = await exactNameShare(tools, rank);

const speeds = [];
for (const count of options.quick ? [100, 1_000] : [100, 1_000, 10_000, 100_000]) {
  const rounds = options.quick ? 1 : count > 10_000 ? 3 : 5;
  speeds.push(await measureSpeed(tools, queries, count, rounds));
}

const [hit, recall5, recall10, ndcg = 0] = judged.headline.map((share) => 100 * share);
const at10k = speeds.find((speed) => speed.tools === 10_000);
const figures = [
  { figure: "nDCG@10", value: ndcg, must: 64, aim: 68, unit: "", more: true },
  { figure: "hit@1", value: hit ?? 0, must: 60, aim: 64, unit: "", more: true },
  { figure: "recall@5", value: recall5 ?? 0, must: 66, aim: 70, unit: "", more: true },
  { figure: "recall@10", value: recall10 ?? 0, must: 71, aim: 75, unit: "", more: true },
  { figure: "exact name first", value: 100 * exact, must: 100, aim: 100, unit: "%", more: true },
  {
    figure: "nDCG@10 lost to misspelling",
    value: ndcg - 100 * (misspelt[NDCG] ?? 0),
    must: 4,
    aim: 2.5,
    unit: "",
  },
  ...(at10k === undefined
    ? []
    : [
        { figure: "build of 10k tools", value: at10k.buildMs, must: 800, aim: 300, unit: "ms" },
        { figure: "query p95 at 10k", value: at10k.p95Ms, must: 2, aim: 0.5, unit: "ms" },
        { figure: "re-index at 10k", value: at10k.reindexMs, must: 50, aim: 10, unit: "ms" },
      ]),
];

const section = [
  "## Tool search",
  `${machineLine(describeMachine())}.`,
  `${tools.length} tools, ${queries.length} queries. Shares in per cent; the headline is the mean of the groups.`,
  metricsTable("headline", headlines),
  metricsTable("toolweave, by group", judged.groups),
  `Exact names first: ${percent(exact)} %. Misspelt: one slip in 30 % of the words of five letters or more.`,
  "Of each query the median of 5 rounds counts (of 3 at 100,000 tools). A change is the first search after a server has listed its tools anew.",
  speedTable(speeds),
  targetTable(figures),
].join("\n\n");
console.log(section);
if (options.write) await writeSection("search", section);
