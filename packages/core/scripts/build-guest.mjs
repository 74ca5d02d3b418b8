/**
 * Bundles the guest runtime and the Node runner, each into one self-contained text that the package
 * carries as a string: the one place for a bundler, since these run where no file of ours exists.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licencesOf } from "../../../scripts/bundled-licences.mjs";

const root = new URL("../", import.meta.url);
const src = new URL("src/", root);

/** @param {import("esbuild").BuildOptions} options */
async function bundle(options) {
  const { outputFiles, metafile } = await build({
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    // Node prints the line of an error that it cannot hand on, however long the line is.
    lineLimit: 200,
    charset: "ascii",
    legalComments: "none",
    absWorkingDir: fileURLToPath(root),
    ...options,
  });
  return { text: outputFiles?.[0]?.text.trim() ?? "", inputs: Object.keys(metafile?.inputs ?? {}) };
}

/**
 * @param {string} file
 * @param {string} name
 * @param {string} doc
 * @param {string} text
 */
async function emit(file, name, doc, text) {
  const module = `/** ${doc} */\nexport const ${name}: string = ${JSON.stringify(text)};\n`;
  await writeFile(new URL(file, src), module);
}

await mkdir(new URL("generated/", src), { recursive: true });
await mkdir(new URL("dist/", root), { recursive: true });

/**
 * core-js keeps what it makes on the global object, which the code may have frozen. Here it has one of its own,
 * with all that the guest's has but for what is made by it, and finds there what it names without asking any object.
 */
const ownGlobals = {
  text: `const ownGlobals={__proto__:globalThis,${[
    "URL",
    "URLSearchParams",
    "DOMException",
    "structuredClone",
    "atob",
    "btoa",
  ].map((name) => `${name}:void 0`)}};`,
  names: { URL: "ownGlobals.URL", URLSearchParams: "ownGlobals.URLSearchParams" },
  /** @type {import("esbuild").Plugin} */
  plugin: {
    name: "own-globals",
    setup({ onLoad }) {
      onLoad({ filter: /core-js[/\\]internals[/\\]global-this\.js$/ }, () => ({
        contents: "module.exports = ownGlobals;",
      }));
      // It defines all that an object inherits, where the code has given all objects a property.
      onLoad({ filter: /core-js[/\\]internals[/\\]export\.js$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        const loop = "for (key in source) {";
        if (!text.includes(loop))
          throw new Error("The loop of core-js over what it defines was not found");
        return { contents: text.replace(loop, "for (key of Object.keys(source)) {") };
      });
    },
  },
};

/**
 * An expression whose value is the module's default export. What bundlers export with takes a guest longer than
 * to be given it.
 *
 * @param {string} module
 * @param {import("esbuild").BuildOptions} [options]
 * @param {string} [before]
 */
async function bundleForGuest(module, options, before = "") {
  const { text, inputs } = await bundle({
    stdin: {
      contents: `import given from "./${module}";exported=given`,
      resolveDir: fileURLToPath(src),
    },
    format: "iife",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    ...options,
  });
  return { text: `(()=>{"use strict";let exported;${before}${text}return exported})()`, inputs };
}

const web = await bundleForGuest(
  "guest/web/sources.ts",
  { plugins: [ownGlobals.plugin], define: ownGlobals.names },
  ownGlobals.text,
);
const guest = await bundleForGuest("guest/runtime.ts");
/**
 * The bundler's helper takes the exports of a module with all that their object inherits, which fails where the
 * code has given all objects a property. What it is given has no prototype then.
 */
const webText = web.text.replace(
  /for\(var (\w+) in (\w+)\)(?=[\w$]+\(\w+,\1,\{get:\2\[\1\],enumerable:!0\}\))/,
  "$2.__proto__=null;for(var $1 in $2)",
);
if (webText === web.text) throw new Error("The bundler's helper for exports was not found");
// As a string, which an engine reads past in no time; it is the last line but one: executors may look for it.
const webSources = JSON.stringify(webText);
await emit(
  "generated/guest-runtime.generated.ts",
  "GUEST_RUNTIME",
  "The guest runtime: an expression, `(send, compile?) => (message) => void`.",
  `${guest.text}(\n${webSources}\n)`,
);
await writeFile(
  new URL("dist/THIRD-PARTY-LICENSES.txt", root),
  await licencesOf(web.inputs, fileURLToPath(root)),
);

const runner = await bundle({
  entryPoints: [fileURLToPath(new URL("node-runner/main.ts", src))],
  format: "cjs",
  target: "node20.18",
  platform: "node",
  banner: { js: '"use strict";' },
});
await emit(
  "generated/node-runner.generated.ts",
  "NODE_RUNNER",
  "The Node program that hosts guests: reads frames on stdin, writes frames on stdout.",
  runner.text,
);
