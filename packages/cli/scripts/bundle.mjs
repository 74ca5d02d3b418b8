/**
 * Makes of the compiled program and all that it imports the few files that are published: a command that
 * clients start and wait for should neither look for hundreds of modules nor install a hundred packages.
 */
import { rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { configJsonSchema } from "../lib/config/config-schema.js";
import { licencesOf } from "./licences.mjs";

const root = new URL("../", import.meta.url);
const dist = new URL("dist/", root);

// Names of chunks change with their content.
await rm(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: fileURLToPath(root),
  entryPoints: ["lib/bin.js"],
  outdir: "dist",
  bundle: true,
  splitting: true,
  metafile: true,
  platform: "node",
  target: "node20.18",
  format: "esm",
  // The main files of some packages look for their parts in ways that a bundler does not see.
  mainFields: ["module", "main"],
  // What is no ES module requires Node's own modules.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
  legalComments: "none",
  logLevel: "warning",
});
await writeFile(
  new URL("toolweave.schema.json", dist),
  `${JSON.stringify(configJsonSchema(), null, 2)}\n`,
);
await writeFile(
  new URL("THIRD-PARTY-LICENSES.txt", dist),
  await licencesOf(Object.keys(metafile.inputs), root),
);
