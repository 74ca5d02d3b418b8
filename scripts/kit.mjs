/**
 * Runs the conformance kit on one of our executors and prints the matrix: `pnpm kit vm`. Further
 * arguments are the executor's options: `pnpm kit vm isolation=thread`. Exits 1 if a case fails.
 */
import { access } from "node:fs/promises";
import { formatMatrix, runConformance } from "../packages/executor-testkit/dist/index.js";

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

const report = await runConformance({
  create: (given) => new Executor(undefined, { ...options, ...given }),
  onResult: ({ id, status, reason }) => {
    if (status === "skipped") console.log(`skipped ${id}: ${reason}`);
    if (status === "failed") console.log(`FAILED  ${id}: ${reason}`);
  },
});
console.log(`\n${formatMatrix(report)}`);
if (report.results.some(({ status }) => status === "failed")) process.exitCode = 1;
