import { newQuickJSWASMModuleFromVariant } from "quickjs-emscripten-core";
import { DEFAULT_TIMEOUT_MS, MEMORY_LIMIT_MB } from "./contender.mjs";
import { openHostTools } from "./host-tools.mjs";

/**
 * @typedef {import("quickjs-emscripten-core").QuickJSContext} QuickJSContext
 * @typedef {import("quickjs-emscripten-core").QuickJSHandle} QuickJSHandle
 * @typedef {import("./host-tools.mjs").HostTools} HostTools
 */

/** @param {readonly string[]} names */
const wireTools = (names) => `
  globalThis.__tool_namespaces = ["bench"];
  globalThis.bench = {};
  for (const name of ${JSON.stringify(names)}) {
    bench[name] = (args = {}) => __call(name, JSON.stringify(args)).then(JSON.parse);
  }
`;

/** @type {import("./contender.mjs").Contender} */
export const quickjs = {
  name: "quickjs",
  about:
    "quickjs-emscripten, the synchronous variant: an interpreter in WebAssembly on the host's thread",
  async open({ tools }) {
    const host = await openHostTools(tools);
    const quickJs = await newQuickJSWASMModuleFromVariant(
      import("@jitl/quickjs-wasmfile-release-sync"),
    );
    const runtime = quickJs.newRuntime({ memoryLimitBytes: MEMORY_LIMIT_MB << 20 });
    return {
      async run(code, timeoutMs = DEFAULT_TIMEOUT_MS) {
        const deadline = Date.now() + timeoutMs;
        runtime.setInterruptHandler(() => Date.now() > deadline);
        const context = runtime.newContext();
        try {
          defineCall(context, host);
          context.unwrapResult(context.evalCode(wireTools(host.names))).dispose();
          const json = await evaluate(context, code);
          return json === undefined ? undefined : JSON.parse(json);
        } finally {
          context.dispose();
        }
      },
      // The WebAssembly instance goes as a whole. To dispose of its runtime would be no faster, and
      // QuickJS aborts there if its collector has left a cycle behind.
      close: host.close,
    };
  },
};

/** @param {QuickJSContext} context @param {string} code @returns {Promise<string | undefined>} */
async function evaluate(context, code) {
  const source = `(async () => {\n${code}\n})().then((value) => JSON.stringify(value))`;
  const promise = context.unwrapResult(context.evalCode(source));
  const settled = context.resolvePromise(promise);
  promise.dispose();
  context.runtime.executePendingJobs();
  const value = context.unwrapResult(await settled);
  const json = context.dump(value);
  value.dispose();
  return json;
}

/** @param {QuickJSContext} context @param {HostTools} host */
function defineCall(context, host) {
  const call = context.newFunction("__call", (toolHandle, argsHandle) => {
    const deferred = context.newPromise();
    const args = JSON.parse(context.getString(argsHandle));
    host.call(context.getString(toolHandle), args).then((value) => {
      const handle = context.newString(JSON.stringify(value));
      deferred.resolve(handle);
      handle.dispose();
      context.runtime.executePendingJobs();
    });
    return deferred.handle;
  });
  context.setProp(context.global, "__call", call);
  call.dispose();
}
