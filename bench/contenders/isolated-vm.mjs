import { createRequire } from "node:module";
import { DEFAULT_TIMEOUT_MS, MEMORY_LIMIT_MB } from "./contender.mjs";
import { openHostTools } from "./host-tools.mjs";

/**
 * The little of isolated-vm's API that is used here: it is no dependency, because it is compiled when
 * it is installed, which takes a compiler and a minute.
 *
 * @typedef {object} IsolatedVm
 * @property {new (options: { memoryLimit: number }) => Isolate} Isolate
 * @property {new (value: unknown) => object} Reference
 *
 * @typedef {object} Isolate
 * @property {() => Promise<Context>} createContext
 * @property {() => void} dispose
 *
 * @typedef {object} Context
 * @property {(code: string, args: unknown[]) => Promise<unknown>} evalClosure
 * @property {(code: string, options: object) => Promise<unknown>} eval
 * @property {() => void} release
 */

const FOLDER = new URL("../.contenders/", import.meta.url);

const WIRE_TOOLS = `
  const options = { arguments: { copy: true }, result: { promise: true, copy: true } };
  globalThis.__tool_namespaces = ["bench"];
  globalThis.bench = {};
  for (const name of $1) bench[name] = (args = {}) => $0.apply(undefined, [name, args], options);
`;

/** @type {import("./contender.mjs").Contender} */
export const isolatedVm = {
  name: "isolated-vm",
  about: "one isolate in the host's process, a fresh context for each execution",
  async open({ tools }) {
    const ivm = load();
    const host = await openHostTools(tools);
    const isolate = new ivm.Isolate({ memoryLimit: MEMORY_LIMIT_MB });
    const call = new ivm.Reference(host.call);
    return {
      async run(code, timeout = DEFAULT_TIMEOUT_MS) {
        const context = await isolate.createContext();
        try {
          await context.evalClosure(WIRE_TOOLS, [call, copied(host.names)]);
          const options = { promise: true, copy: true, timeout };
          return await context.eval(`(async () => {\n${code}\n})()`, options);
        } finally {
          context.release();
        }
      },
      async close() {
        isolate.dispose();
        await host.close();
      },
    };

    /** @param {readonly string[]} names */
    function copied(names) {
      return new /** @type {any} */ (ivm).ExternalCopy(names).copyInto();
    }
  },
};

/** @returns {IsolatedVm} */
function load() {
  try {
    return createRequire(FOLDER)("isolated-vm");
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    const reason = code === "MODULE_NOT_FOUND" ? "it is not installed" : String(error);
    throw new Error(`${reason}; see bench/README.md`);
  }
}
