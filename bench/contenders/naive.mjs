import vm from "node:vm";
import { DEFAULT_TIMEOUT_MS } from "./contender.mjs";
import { openHostTools } from "./host-tools.mjs";

/**
 * Code mode as it is most simply written: `node:vm` in the host's own process. A fresh context holds
 * objects and functions of the host, tools among them; `timeout` ends only what never awaits.
 *
 * @type {import("./contender.mjs").Contender}
 */
export const naive = {
  name: "naive",
  about: "`node:vm` in the host's process, with the host's own objects in a fresh context",
  async open({ tools }) {
    const host = await openHostTools(tools);
    return {
      run: async (code, timeout = DEFAULT_TIMEOUT_MS) => {
        const context = vm.createContext(globalsFor(host, []));
        const script = new vm.Script(`(async () => {\n${code}\n})()`, { filename: "code.js" });
        return script.runInContext(context, { timeout });
      },
      close: host.close,
    };
  },
};

/** @param {import("./host-tools.mjs").HostTools} host @param {string[]} logs */
function globalsFor(host, logs) {
  /** @param {string} prefix */
  const printTo =
    (prefix) =>
    /** @param {unknown[]} values */
    (...values) => {
      logs.push(prefix + values.map(show).join(" "));
    };
  const namespace = Object.fromEntries(
    host.names.map((name) => [
      name,
      /** @param {Record<string, unknown>} args */
      (args) => host.call(name, args ?? {}),
    ]),
  );
  return {
    console: {
      log: printTo(""),
      info: printTo(""),
      debug: printTo(""),
      warn: printTo("[WARN] "),
      error: printTo("[ERROR] "),
    },
    search_tools: async () => ({ meta: {}, results: host.names }),
    __tool_namespaces: ["bench"],
    bench: namespace,
    setTimeout,
    clearTimeout,
    Array,
    Boolean,
    Date,
    Error,
    JSON,
    Map,
    Math,
    Number,
    Object,
    Promise,
    RegExp,
    Set,
    String,
    TypeError,
  };
}

/** @param {unknown} value */
function show(value) {
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}
