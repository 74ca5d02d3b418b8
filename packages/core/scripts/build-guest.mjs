/**
 * Bundles the guest runtime and the Node runner, each into one self-contained text that the package
 * carries as a string: the one place for a bundler, since these run where no file of ours exists.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const src = new URL("../src/", import.meta.url);
const common = {
  bundle: true,
  write: false,
  minify: true,
  charset: "ascii",
  legalComments: "none",
};

async function bundle(entry, options) {
  const entryPoints = [fileURLToPath(new URL(entry, src))];
  const { outputFiles } = await build({ ...common, entryPoints, ...options });
  return outputFiles[0].text.trim();
}

await mkdir(new URL("generated/", src), { recursive: true });

async function emit(file, name, doc, text) {
  const module = `/** ${doc} */\nexport const ${name}: string = ${JSON.stringify(text)};\n`;
  await writeFile(new URL(file, src), module);
}

const guest = await bundle("guest/runtime.ts", {
  format: "iife",
  globalName: "guest",
  target: "es2022",
  platform: "neutral",
  mainFields: ["module", "main"],
});
await emit(
  "generated/guest-runtime.generated.ts",
  "GUEST_RUNTIME",
  "The guest runtime: an expression, `(send, compile?) => (message) => void`.",
  `(()=>{"use strict";${guest}return guest.default})()`,
);
const runner = await bundle("node-runner/main.ts", {
  format: "cjs",
  target: "node20.18",
  platform: "node",
  banner: { js: '"use strict";' },
});
await emit(
  "generated/node-runner.generated.ts",
  "NODE_RUNNER",
  "The Node program that hosts guests: reads frames on stdin, writes frames on stdout.",
  runner,
);
