/** Runs npm and pnpm as a user's own shell would: nothing of an outer `pnpm run` reaches them. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Settings of the network and the cache: the machine's, not the outer run's. */
const KEPT =
  /^npm_config_(registry|cache|cafile|proxy|https_proxy|noproxy|strict_ssl|userconfig)$/i;
const OF_OUTER_RUN =
  /^(npm_|pnpm_|turbo_|vitest|vite_|node_options$|node_path$|node_env$|init_cwd$)/i;

/** The environment without what npm, pnpm, turbo and vitest add to it. */
export function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => KEPT.test(name) || !OF_OUTER_RUN.test(name),
  );
  return Object.fromEntries(kept);
}

/**
 * Runs a command and resolves with what it printed; a failure carries the output in its message.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string }} options
 * @returns {Promise<string>}
 */
export async function runClean(command, args, { cwd }) {
  try {
    const options = { cwd, env: cleanEnvironment(), maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await run(command, [...args], options);
    return stdout;
  } catch (thrown) {
    const { message, stdout, stderr } =
      /** @type {Error & { stdout?: string, stderr?: string }} */ (thrown);
    throw new Error(`${message}\n${stdout ?? ""}${stderr ?? ""}`, { cause: thrown });
  }
}

/**
 * Runs the pnpm that package.json names.
 *
 * @param {readonly string[]} args
 * @param {{ cwd: string }} options
 * @returns {Promise<string>}
 */
export async function pnpm(args, options) {
  const manifest = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return runClean("npx", ["-y", JSON.parse(manifest).packageManager, ...args], options);
}
