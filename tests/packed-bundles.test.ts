import { startE2BStandIn } from "@toolweave/e2b-stand-in";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Consumer, Tarballs } from "./support/consumer.js";

const PACKAGES = ["core", "executor-vm", "executor-quickjs", "executor-e2b"].map(
  (name) => `@toolweave/${name}`,
);

const SERVER = `
const respond = (message) => {
  const { id, method } = JSON.parse(message);
  const results = {
    initialize: {
      protocolVersion: "2025-06-18",
      capabilities: { tools: {} },
      serverInfo: { name: "words", version: "1.0.0" },
    },
    "tools/list": { tools: [{ name: "hello", inputSchema: { type: "object" } }] },
    "tools/call": { content: [{ type: "text", text: "hello" }] },
  };
  if (id !== undefined) console.log(JSON.stringify({ jsonrpc: "2.0", id, result: results[method] }));
};
let rest = "";
process.stdin.on("data", (text) => {
  const lines = (rest + text).split("\\n");
  rest = lines.pop();
  lines.forEach(respond);
});
`;

/** It names its executors and imports none, so that Node has to find them. */
const PROGRAM = `
import { MCPClient } from "@toolweave/core";

const outcomes = [];
for (const executor of ["vm", "quickjs", "./own-executor.mjs"]) {
  const words = { command: process.execPath, args: ["server.mjs"] };
  const client = new MCPClient({ mcpServers: { words } }, { codeMode: { executor } });
  const { result, error } = await client
    .executeCode("return [await words.hello()]")
    .catch(({ message }) => ({ error: message }));
  outcomes.push(error ?? result);
  await client.close();
}
console.log(JSON.stringify(outcomes));
`;

const CLOUD_PROGRAM = `
import { readFile } from "node:fs/promises";
import { MCPClient } from "@toolweave/core";
import { E2BCodeExecutor } from "@toolweave/executor-e2b";

const executor = new E2BCodeExecutor(undefined, JSON.parse(await readFile("e2b.json", "utf8")));
const client = new MCPClient({ mcpServers: {} }, { codeMode: { executor } });
const { result, error } = await client.executeCode("return 6 * 7");
await client.close();
console.log(JSON.stringify({ result, error }));
`;

const OWN_EXECUTOR = `
import { BaseCodeExecutor } from "@toolweave/core";

export default class OwnExecutor extends BaseCodeExecutor {
  async execute() {
    return { result: "mine", logs: [], error: null, execution_time: 0 };
  }
  async cleanup() {}
}
`;

const OUTCOMES = [["hello"], ["hello"], "mine"];

const WEBPACK = `
import webpack from "webpack";

const options = {
  mode: "development",
  devtool: false,
  target: "node20",
  entry: "./program.mjs",
  output: { path: process.cwd() + "/webpack", filename: "program.mjs", module: true, chunkFormat: "module" },
  experiments: { outputModule: true },
};
webpack(options, (failure, stats) => {
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  console.log(JSON.stringify([failure ?? [], errors, warnings].flat().map(({ message }) => message)));
});
`;

const esbuild = (program: string) => `
import { build } from "esbuild";

const { warnings } = await build({
  entryPoints: ["${program}.mjs"],
  outfile: "esbuild/${program}.mjs",
  bundle: true,
  platform: "node",
  format: "esm",
});
console.log(JSON.stringify(warnings.map(({ text }) => text)));
`;

const VITE = `
import { createLogger, createServer } from "vite";

const warnings = [];
const note = (text) => warnings.push(text);
const server = await createServer({
  configFile: false,
  appType: "custom",
  server: { middlewareMode: true, ws: false },
  ssr: { noExternal: [/@toolweave/] },
  customLogger: { ...createLogger("silent"), warn: note, warnOnce: note },
});
await server.ssrLoadModule("@toolweave/executor-quickjs");
await server.close();
console.log(JSON.stringify(warnings));
`;

describe("the packed packages in a bundle", () => {
  let tarballs: Tarballs;
  let consumer: Consumer;
  beforeAll(async () => {
    tarballs = await Tarballs.pack();
    consumer = await tarballs.consumer({
      manager: "npm",
      packages: PACKAGES,
      dependencies: { esbuild: "0.28.2", vite: "8.3.8", webpack: "5.113.0" },
    });
    const files = {
      "server.mjs": SERVER,
      "program.mjs": PROGRAM,
      "own-executor.mjs": OWN_EXECUTOR,
    };
    for (const [file, text] of Object.entries(files)) await consumer.write(file, text);
  }, 240_000);
  afterAll(() => tarballs.remove());

  it.each([
    ["webpack", WEBPACK],
    ["esbuild", esbuild("program")],
  ])(
    "find executors by name and start servers: %s",
    async (bundler, script) => {
      await consumer.write(`${bundler}.mjs`, script);
      expect(await consumer.run(`${bundler}.mjs`)).toEqual([]);
      expect(await consumer.run(`${bundler}/program.mjs`)).toEqual(OUTCOMES);
    },
    120_000,
  );

  it("start a cloud sandbox: esbuild", async () => {
    const standIn = await startE2BStandIn({ record: false });
    try {
      await consumer.write("cloud.mjs", CLOUD_PROGRAM);
      await consumer.write("e2b.json", JSON.stringify(standIn.connection));
      await consumer.write("esbuild-cloud.mjs", esbuild("cloud"));
      expect(await consumer.run("esbuild-cloud.mjs")).toEqual([]);
      expect(await consumer.run("esbuild/cloud.mjs")).toEqual({ result: 42, error: null });
    } finally {
      await standIn.close();
    }
  }, 120_000);

  it("give Vite no reason to warn", async () => {
    await consumer.write("vite.mjs", VITE);
    expect(await consumer.run("vite.mjs")).toEqual([]);
  }, 120_000);
});
