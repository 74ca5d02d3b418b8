/**
 * Checks every public package as a user would install it: packs it, then looks at the tarball with
 * publint, arethetypeswrong and the rules below. Needs a finished build.
 */
import { execFile } from "node:child_process";
import { access, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { packPackages } from "./pack-packages.mjs";

const run = promisify(execFile);
const ATTW = fileURLToPath(
  new URL("../node_modules/@arethetypeswrong/cli/dist/index.js", import.meta.url),
);
const BESIDE_DIST = ["LICENSE", "README.md", "package.json"];
const DEPENDENCY_FIELDS = [
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
];

/** @typedef {import("./pack-packages.mjs").PackedPackage} PackedPackage */

/** @param {PackedPackage} packed */
async function problemsOf(packed) {
  const { stdout } = await run("tar", ["-tzf", packed.tarball]);
  const files = stdout
    .trim()
    .split("\n")
    .map((path) => path.replace(/^package\//, ""));
  const manifest = JSON.parse(
    (await run("tar", ["-xOzf", packed.tarball, "package/package.json"])).stdout,
  );
  const found = await Promise.all([
    missingFiles(files),
    strayFiles(files),
    staleFiles(packed.folder, files),
    workspaceRanges(manifest),
    publintProblems(packed.tarball, manifest),
    typeProblems(packed.tarball),
  ]);
  return found.flat();
}

/** @param {string[]} files */
function missingFiles(files) {
  return BESIDE_DIST.filter((name) => !files.includes(name)).map((name) => `${name} is missing`);
}

/** @param {string[]} files */
function strayFiles(files) {
  return files
    .filter(
      (file) =>
        !(file.startsWith("dist/") || BESIDE_DIST.includes(file)) ||
        /\.tsbuildinfo$|\.(test|spec)\.|(^|\/)(test|tests|__tests__)\//.test(file),
    )
    .map((file) => `${file} must not be published`);
}

/** Compiled files whose source is gone: what an old build left behind. A bundle is written whole. */
async function staleFiles(/** @type {string} */ folder, /** @type {string[]} */ files) {
  if (!(await exists(join(folder, "dist/.tsbuildinfo")))) return [];
  const compiled = files.filter((file) => /^dist\/.*\.js$/.test(file));
  const stale = compiled.map(async (file) => {
    const source = file.replace(/^dist\//, "src/").replace(/\.js$/, ".ts");
    return (await exists(join(folder, source)))
      ? []
      : [`${file} has no source ${source}: delete dist and build again`];
  });
  return (await Promise.all(stale)).flat();
}

/** @param {string} path */
function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** @param {Record<string, Record<string, string> | undefined>} manifest */
function workspaceRanges(manifest) {
  return DEPENDENCY_FIELDS.flatMap((field) =>
    Object.entries(manifest[field] ?? {})
      .filter(([, range]) => /^(workspace|catalog|link|file):/.test(range))
      .map(([name, range]) => `${field}.${name} is ${range}, which no registry resolves`),
  );
}

async function publintProblems(
  /** @type {string} */ tarball,
  /** @type {Record<string, unknown>} */ manifest,
) {
  const { buffer } = new Uint8Array(await readFile(tarball));
  const { messages } = await publint({ pack: { tarball: buffer }, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, manifest) ?? message.code}`);
}

/** @param {string} tarball */
async function typeProblems(tarball) {
  const rules = ["--profile", "esm-only", "--ignore-rules", "cjs-resolves-to-esm"];
  const format = ["--format", "ascii", "--no-color", "--no-emoji", "--no-definitely-typed"];
  try {
    await run(process.execPath, [ATTW, tarball, ...rules, ...format]);
    return [];
  } catch (thrown) {
    const { message, stdout } = /** @type {Error & { stdout?: string }} */ (thrown);
    return [`arethetypeswrong: ${stdout?.trim() || message}`];
  }
}

const folder = await mkdtemp(join(tmpdir(), "toolweave-pack-"));
try {
  const packed = await packPackages(folder);
  for (const each of packed) {
    const problems = await problemsOf(each);
    console.log(`${problems.length === 0 ? "ok  " : "FAIL"} ${each.name}`);
    for (const problem of problems) console.log(`     ${problem.replaceAll("\n", "\n     ")}`);
    if (problems.length > 0) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
