/** `pnpm bench`: every suite, one after the other, each in a process of its own. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const SUITES = ["vm", "bridge", "quickjs", "e2b", "model-view", "cli", "agent"];

for (const suite of SUITES) {
  const script = fileURLToPath(new URL(`${suite}.mjs`, import.meta.url));
  const args = [...process.execArgv, script, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
