/**
 * Makes texts of what would not survive a bundler as files: the worker's program, the engine, and the
 * snapshot of a guest that has been booted. They are strings of the package, as the guest runtime is of
 * core.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { GUEST_RUNTIME } from "../../core/dist/generated/guest-runtime.generated.js";

const root = new URL("../", import.meta.url);
const generated = new URL("src/generated/", root);
const engineFile = createRequire(import.meta.url).resolve("quickjs-wasi/quickjs.wasm");

/**
 * @param {string} entry
 * @param {import("esbuild").BuildOptions} options
 */
async function bundle(entry, options) {
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    platform: "node",
    target: "node20.18",
    entryPoints: [fileURLToPath(new URL(entry, root))],
    ...options,
  });
  return outputFiles?.[0]?.text ?? "";
}

/**
 * @param {string} file
 * @param {Record<string, { doc: string, text: string }>} constants
 */
async function emit(file, constants) {
  const lines = Object.entries(constants).map(
    ([name, { doc, text }]) =>
      `/** ${doc} */\nexport const ${name}: string = ${JSON.stringify(text)};\n`,
  );
  await writeFile(new URL(file, generated), lines.join(""));
}

/** @param {string | Uint8Array} data */
const sha256 = (data) => createHash("sha256").update(data).digest();
/** @param {Uint8Array} data */
const compressed = (data) => brotliCompressSync(data).toString("base64");

await mkdir(generated, { recursive: true });
await mkdir(new URL("dist/", root), { recursive: true });

const engine = await readFile(engineFile);
await emit("engine.generated.ts", {
  ENGINE: { doc: "`quickjs.wasm` of quickjs-wasi: Brotli, in base64.", text: compressed(engine) },
  ENGINE_SHA256: { doc: "Of the engine before compression.", text: sha256(engine).toString("hex") },
});

const licences = await Promise.all(
  [
    new URL("LICENSE", pathToFileURL(engineFile)),
    new URL("engine-licences.txt", import.meta.url),
  ].map((file) => readFile(file, "utf8")),
);
await writeFile(
  new URL("dist/THIRD-PARTY-LICENSES.txt", root),
  `quickjs-wasi\n\n${licences.join(`\n${"-".repeat(80)}\n\n`)}`,
);

const program = await bundle("src/worker/main.ts", {
  minify: true,
  lineLimit: 200,
  charset: "ascii",
  legalComments: "none",
  format: "cjs",
  banner: { js: '"use strict";' },
});
await emit("worker-program.generated.ts", {
  WORKER_PROGRAM: { doc: "The program of a worker thread that hosts guests.", text: program },
});

// The same code that boots a guest in a worker boots this one.
const booting = await bundle("scripts/booting.ts", { format: "esm" });
const { Machine, guestProgram, sealSnapshot } = await import(
  `data:text/javascript;base64,${Buffer.from(booting).toString("base64")}`
);
const parts = {
  module: new WebAssembly.Module(engine),
  memoryBytes: 64 << 20,
  hooks: { onMessage: () => {}, shouldStop: () => false, webApis: () => undefined },
};
// The guest is given the web's APIs only when it asks, and then as bytecode: see `BootedGuest`.
const [, start, webSources, end] = /^(.*\(\n)(".*")(\n\))$/s.exec(GUEST_RUNTIME) ?? [];
if (webSources === undefined)
  throw new Error("the guest runtime does not end with its web sources");
const webApis = new Machine(parts).compile(JSON.parse(webSources), "toolweave-web");
const machine = new Machine(parts);
machine.boot(new Machine(parts).compile(guestProgram(`${start}""${end}`)));
const origin = { engine: sha256(engine), program: sha256(guestProgram(GUEST_RUNTIME)) };
await emit("boot-snapshot.generated.ts", {
  BOOT_SNAPSHOT: {
    doc: "A guest that has been booted, as a snapshot: Brotli, in base64.",
    text: compressed(sealSnapshot(machine.image(), origin)),
  },
  BOOT_WEB_APIS: {
    doc: "What that guest may ask for, as bytecode: Brotli, in base64.",
    text: compressed(webApis),
  },
});
