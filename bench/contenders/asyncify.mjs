import { newQuickJSAsyncWASMModuleFromVariant } from "quickjs-emscripten-core";
import { DEFAULT_TIMEOUT_MS, MEMORY_LIMIT_MB } from "./contender.mjs";
import { openHostTools } from "./host-tools.mjs";

/** @param {readonly string[]} names */
const wireTools = (names) => `
  globalThis.__tool_namespaces = ["bench"];
  globalThis.bench = {};
  for (const name of ${JSON.stringify(names)}) {
    bench[name] = (args = {}) => JSON.parse(__call(name, JSON.stringify(args)));
  }
`;

/** @type {import("./contender.mjs").Contender} */
export const asyncify = {
  name: "asyncify",
  about:
    "quickjs-emscripten, the asyncify variant, on the host's thread: a call suspends the whole " +
    "interpreter, which works only in code that has no `await`; it is taken out here",
  async open({ tools }) {
    const host = await openHostTools(tools);
    const quickJs = await newQuickJSAsyncWASMModuleFromVariant(
      import("@jitl/quickjs-wasmfile-release-asyncify"),
    );
    const runtime = quickJs.newRuntime();
    runtime.setMemoryLimit(MEMORY_LIMIT_MB << 20);
    return {
      async run(code, timeoutMs = DEFAULT_TIMEOUT_MS) {
        const deadline = Date.now() + timeoutMs;
        runtime.setInterruptHandler(() => Date.now() > deadline);
        const context = runtime.newContext();
        try {
          const call = context.newAsyncifiedFunction("__call", async (tool, args) => {
            const value = await host.call(
              context.getString(tool),
              JSON.parse(context.getString(args)),
            );
            return context.newString(JSON.stringify(value));
          });
          context.setProp(context.global, "__call", call);
          call.dispose();
          context.unwrapResult(context.evalCode(wireTools(host.names))).dispose();
          const json = await evaluate(context, code);
          return json === undefined ? undefined : JSON.parse(json);
        } finally {
          context.dispose();
        }
      },
      close: host.close,
    };
  },
};

/** @param {import("quickjs-emscripten-core").QuickJSAsyncContext} context @param {string} code @returns {Promise<string | undefined>} */
async function evaluate(context, code) {
  const source = `JSON.stringify((() => {\n${code.replaceAll("await ", "")}\n})())`;
  const value = context.unwrapResult(await context.evalCodeAsync(source));
  const json = context.dump(value);
  value.dispose();
  return json;
}
