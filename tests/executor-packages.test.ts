/** Executors in packages of others, found by their names from the working directory. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const execute = promisify(execFile);
const CORE = fileURLToPath(new URL("../packages/core", import.meta.url));

const methods = (answer: string): string =>
  `async execute() { return { result: "${answer}" }; } async cleanup() {}`;
const esm = (answer: string): string =>
  `import { BaseCodeExecutor } from "@toolweave/core";
  export default class extends BaseCodeExecutor { ${methods(answer)} }`;
/** As TypeScript and bundlers write it. */
const commonJs = (answer: string): string =>
  `Object.defineProperty(exports, "__esModule", { value: true });
  const { BaseCodeExecutor } = require("@toolweave/core");
  exports.default = class extends BaseCodeExecutor { ${methods(answer)} };`;
const needsMore = `import "acme-runtime";\n${esm("never")}`;

const FILES: Readonly<Record<string, string>> = {
  "compiled/package.json": JSON.stringify({ name: "compiled", main: "main.js" }),
  "compiled/main.js": commonJs("compiled"),
  "dual/package.json": JSON.stringify({
    name: "dual",
    type: "module",
    exports: { ".": { import: "./main.js", require: "./main.cjs" } },
  }),
  "dual/main.js": esm("as it is imported"),
  "dual/main.cjs": commonJs("as it is required"),
  "@acme/tools/package.json": JSON.stringify({
    name: "@acme/tools",
    type: "module",
    exports: { ".": "./main.js", "./executors/*": { import: "./lib/*.js" } },
  }),
  "@acme/tools/main.js": "export default 1;",
  "@acme/tools/lib/cloud.js": esm("of a subpath"),
  "needs-more/package.json": JSON.stringify({ name: "needs-more", type: "module", main: "a.js" }),
  "needs-more/a.js": needsMore,
  "unbuilt/package.json": JSON.stringify({ name: "unbuilt", exports: "./dist/main.js" }),
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "executor-packages-"));
  const packages = join(folder, "node_modules");
  for (const [file, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(packages, file)), { recursive: true });
    await writeFile(join(packages, file), text);
  }
  await mkdir(join(packages, "@toolweave"));
  // Where core stands it sees none of them, as where pnpm installs it.
  await symlink(CORE, join(packages, "@toolweave/core"));
  await writeFile(join(folder, "own.mjs"), needsMore);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(executor: string): Promise<string> {
  const program = `
    import { MCPClient } from "@toolweave/core";
    const client = new MCPClient({}, { codeMode: { executor: ${JSON.stringify(executor)} } });
    const told = await client.executeCode("").then(
      ({ result }) => result,
      ({ code, message }) => code + ": " + message,
    );
    console.log(told);`;
  const args = ["--input-type=module", "-e", program];
  return (await execute(process.execPath, args, { cwd: folder })).stdout.trim();
}

it.each([
  ["that TypeScript compiled to CommonJS", "compiled", "compiled"],
  ["that has a file for import and one for require", "dual", "as it is imported"],
  ["named with a subpath", "@acme/tools/executors/cloud", "of a subpath"],
])("a package %s gives the executor that is its default export", async (_, name, answer) => {
  expect(await run(name)).toBe(answer);
});

it.each([
  ["whose dependency is not installed", "needs-more", "Cannot find package 'acme-runtime'"],
  ["that was not built", "unbuilt", "dist/main.js"],
])("a package %s is said to be installed, and why it cannot be loaded", async (_, name, why) => {
  const told = await run(name);
  expect(told).toContain(`EXECUTOR_INVALID: The executor "${name}" (${name}) is installed but`);
  expect(told).toContain(why);
});

it("an absolute path of a module whose dependency is not installed is not said to lead nowhere", async () => {
  const told = await run(join(folder, "own.mjs"));
  expect(told).toMatch(/^EXECUTOR_INVALID: .*Cannot find package 'acme-runtime'/);
});

it("a subpath that a package does not export is told in Node's words", async () => {
  expect(await run("@acme/tools/other")).toMatch(/^EXECUTOR_INVALID: .*'\.\/other' is not defined/);
});
