import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/**
 * @typedef {object} BenchOptions
 * @property {boolean} quick small numbers, to see that everything runs
 * @property {boolean} write the results into RESULTS.md
 * @property {string} out folder of the JSON and SVG files
 */

/** @returns {BenchOptions} */
export function benchOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      out: { type: "string", default: fileURLToPath(new URL("../out", import.meta.url)) },
    },
  });
  return values;
}
