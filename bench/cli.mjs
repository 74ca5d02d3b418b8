/** `pnpm bench:cli`: how soon the command line is there, and what `toolweave serve` costs. */
import { definitionTokens } from "./cli/definition-tokens.mjs";
import { measureServedExecutions } from "./cli/served-executions.mjs";
import { measureStartTimes } from "./cli/start-times.mjs";
import { BASELINE, OURS } from "./shared/figure.mjs";
import { benchOptions } from "./shared/options.mjs";
import { publish } from "./shared/report.mjs";

const TOKENS = { must: 1_500, aim: 900 };

const options = benchOptions();
const figures = [
  ...(await measureStartTimes(options)),
  ...(await measureServedExecutions(options)),
];
const tokens = await definitionTokens();
if (tokens > TOKENS.must) process.exitCode = 1;

await publish(
  {
    suite: "cli",
    title: "The command line",
    columns: [OURS, BASELINE],
    packages: ["@toolweave/core", "@modelcontextprotocol/sdk"],
    notes: [
      `definitions and instructions that a client pays for with 300 tools behind serve: ${tokens} tokens ` +
        `(o200k_base); at most ${TOKENS.must}, wanted ${TOKENS.aim}.`,
      "the naive contender is `node -e 0`. Served executions run in the default executor, `quickjs`.",
    ],
    figures,
  },
  options,
);
