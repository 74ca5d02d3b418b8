/**
 * Makes of the compiled program and all that it imports the few files that are published: a command that
 * clients start and wait for should neither look for hundreds of modules nor install a hundred packages.
 */
import { readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licencesOf } from "../../../scripts/bundled-licences.mjs";
import { configJsonSchema } from "../lib/config/config-schema.js";

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

const inputs = Object.keys(metafile.inputs);
const ourPackages = new Set(inputs.flatMap((input) => /^\.\.\/[^/]+\//.exec(input)?.[0] ?? []));
/** Our packages have bundled others themselves, or have not. */
const theirNotices = [...ourPackages].map((folder) =>
  readFile(new URL(`${folder}dist/THIRD-PARTY-LICENSES.txt`, root), "utf8").catch(() => ""),
);
const notices = [
  await licencesOf(inputs, fileURLToPath(root)),
  ...(await Promise.all(theirNotices)),
];
await writeFile(
  new URL("THIRD-PARTY-LICENSES.txt", dist),
  notices.filter((text) => text !== "").join(`\n${"-".repeat(80)}\n\n`),
);
