import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type CodeExecutorClass, createToolServer, MCPClient } from "@toolweave/core";
import { afterAll, beforeAll, expect, it } from "vitest";

const require = createRequire(import.meta.url);

let folder: string;
let client: MCPClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "toolweave-copies-"));
});

afterAll(async () => {
  await client?.close();
  await rm(folder, { recursive: true });
});

/** A package once more, in a folder of its own, with the dependencies of the first. */
async function copyOf(name: string): Promise<string> {
  const manifest = require.resolve(`${name}/package.json`);
  const copy = join(folder, name);
  await cp(manifest, join(copy, "package.json"));
  await cp(join(dirname(manifest), "dist"), join(copy, "dist"), { recursive: true });
  return copy;
}

it("a failure keeps its name and its content where the executor has a core of its own", async () => {
  const core = await copyOf("@toolweave/core");
  await symlink(
    join(dirname(require.resolve("@toolweave/core/package.json")), "node_modules"),
    join(core, "node_modules"),
  );
  const vm = await copyOf("@toolweave/executor-vm");
  await cp(core, join(vm, "node_modules/@toolweave/core"), { recursive: true });
  const entry = pathToFileURL(join(vm, "dist/index.js")).href;
  const { default: executor } = (await import(entry)) as { default: CodeExecutorClass };
  const blocks = [{ type: "text", text: "no" }];
  const server = createToolServer("notes", [
    { name: "read", inputSchema: {}, handler: () => ({ content: blocks, isError: true }) },
    { name: "delete", inputSchema: {}, handler: () => ({ content: blocks }) },
  ]);
  const policy = { rules: [{ match: "notes.delete", action: "deny" as const }] };
  client = new MCPClient({ mcpServers: { notes: { server } } }, { codeMode: { executor, policy } });
  const { result, error } = await client.executeCode(`
    const failures = [];
    for (const call of [notes.read, notes.delete]) await call().catch((e) => failures.push([e.name, e.content]));
    return failures;
  `);
  expect(error).toBeNull();
  expect(result).toEqual([
    ["ToolError", blocks],
    ["PolicyError", null],
  ]);
});
