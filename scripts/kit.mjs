/**
 * Runs the conformance kit on one of our executors and prints the matrix: `pnpm kit vm`. Further
 * arguments are the executor's options: `pnpm kit vm isolation=thread`. Exits 1 if a case fails.
 */
import { access } from "node:fs/promises";
import { formatMatrix, runConformance } from "../packages/executor-testkit/dist/index.js";

/**
 * What an executor needs before it can be tested.
 *
 * @typedef {object} KitSetup
 * @property {Record<string, unknown>} options what it is made with, always
 * @property {(given: Record<string, unknown>) => Record<string, unknown>} translate the kit's options as its own
 * @property {() => Promise<void>} close
 */

/** @type {KitSetup} */
const NOTHING = { options: {}, translate: (given) => given, close: async () => {} };

const [name = "", ...pairs] = process.argv.slice(2);
const entry = new URL(`../packages/executor-${name}/dist/index.js`, import.meta.url);
const exists = await access(entry).then(
  () => /^[\w-]+$/.test(name),
  () => false,
);
if (!exists) {
  console.error(
    `There is no executor "${name}". Usage: pnpm kit NAME [OPTION=VALUE …], as in pnpm kit vm`,
  );
  process.exit(2);
}
const { default: Executor } = await import(entry.href);
const options = Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
const setup = name === "e2b" ? await (await import("./kit-e2b.mjs")).setUpE2B() : NOTHING;

const report = await runConformance({
  create: (given) =>
    new Executor(undefined, { ...setup.options, ...options, ...setup.translate({ ...given }) }),
  onResult: ({ id, status, reason }) => {
    if (status === "skipped") console.log(`skipped ${id}: ${reason}`);
    if (status === "failed") console.log(`FAILED  ${id}: ${reason}`);
  },
});
await setup.close();
console.log(`\n${formatMatrix(report)}`);
if (report.results.some(({ status }) => status === "failed")) process.exitCode = 1;
