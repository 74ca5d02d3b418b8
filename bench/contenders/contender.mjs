/**
 * A way to run a model's code with tools.
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {string} about one sentence for the report
 * @property {(options: OpenOptions) => Promise<OpenExecutor>} open
 */

/**
 * @typedef {object} OpenOptions
 * @property {import("../tools/tool-source.mjs").ToolSource} [tools] makes the tools of the namespace `bench`
 * @property {number} [maxConcurrentToolCalls] for a contender that has such a limit
 */

/**
 * @typedef {object} OpenExecutor
 * @property {(code: string, timeoutMs?: number) => Promise<any>} run
 *   resolves with what the code returned, rejects with what it threw
 * @property {() => Promise<void>} close
 */

export const DEFAULT_TIMEOUT_MS = 30_000;
export const MEMORY_LIMIT_MB = 512;
