import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";

const PROGRAM = `
import { MCPClient } from "@toolweave/core";
import "@toolweave/executor-quickjs";
const client = new MCPClient({ mcpServers: {} }, { codeMode: { executor: "quickjs" } });
const { result, error } = await client.executeCode("return [1 + 1, new URL('http://a/b').host]");
await client.close();
console.log(JSON.stringify({ result, error }));
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "toolweave-bundled-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("runs from one file that a bundler made, with no package beside it", async () => {
  await build({
    stdin: { contents: PROGRAM, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    outfile: join(folder, "app.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.18",
    logLevel: "error",
  });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "app.mjs")], {
    cwd: folder,
  });
  expect(JSON.parse(stdout)).toEqual({ result: [2, "a"], error: null });
});
