import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { BASELINE, OURS } from "../shared/figure.mjs";
import { interleave } from "../shared/measure.mjs";
import { BIN, benchProject, serveClient } from "./serve-client.mjs";

/** @typedef {import("../shared/figure.mjs").Figure} Figure */

const run = promisify(execFile);

/** @param {{ quick: boolean }} options @returns {Promise<Figure[]>} */
export async function measureStartTimes({ quick }) {
  const rounds = quick ? 3 : 21;
  const node = (/** @type {string[]} */ ...args) => run(process.execPath, args);
  const version = await interleave(
    [
      { name: OURS, run: () => node(BIN, "--version") },
      { name: BASELINE, run: () => node("-e", "0") },
    ],
    { rounds },
  );
  const folder = benchProject(5);
  const close = (
    /** @type {import("@modelcontextprotocol/sdk/client/index.js").Client} */ client,
  ) => client.close();
  const serve = await interleave([{ name: OURS, run: () => serveClient(folder), after: close }], {
    rounds,
  });
  return [
    {
      title: "`toolweave --version`, against `node -e 0`",
      unit: "ms",
      results: version,
      target: { of: "ratio", must: 2, aim: 1.5 },
    },
    {
      title: "serve: from the start of the process to initialize answered, 5 servers behind it",
      unit: "ms",
      results: serve,
      target: { of: "value", must: 400, aim: 200 },
    },
  ];
}
