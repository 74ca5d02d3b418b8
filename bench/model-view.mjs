/** `pnpm bench:model-view`: cutting large results to what a model is shown. */
import { measureCutResults } from "./model-view/cut-results.mjs";
import { BASELINE, OURS } from "./shared/figure.mjs";
import { benchOptions } from "./shared/options.mjs";
import { publish } from "./shared/report.mjs";

const options = benchOptions();
const figures = await measureCutResults(options);

await publish(
  {
    suite: "model-view",
    title: "Cutting results of 10 MB to 25,000 characters",
    columns: [OURS, BASELINE],
    packages: ["@toolweave/core"],
    notes: [
      "toolweave: the answer of `execute_code`, once the execution has ended. It is valid JSON, and the " +
        "whole result is kept for `recall`.",
      "naive: `JSON.stringify` and the first 25,000 characters.",
    ],
    figures,
  },
  options,
);
