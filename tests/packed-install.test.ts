import { readFileSync } from "node:fs";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Consumer, Tarballs } from "./support/consumer.js";
import { snippetsIn } from "./support/snippets.js";

const DEPENDENCIES = Object.fromEntries(
  ["@modelcontextprotocol/sdk", "@types/node", "zod"].map((name) => [name, installedVersion(name)]),
);
const BOTH = ["@toolweave/core", "@toolweave/executor-vm"];

describe("the packed packages", () => {
  let tarballs: Tarballs;
  beforeAll(async () => {
    tarballs = await Tarballs.pack();
  });
  afterAll(() => tarballs.remove());

  describe.each(["npm", "pnpm"] as const)("installed by %s", (manager) => {
    let consumer: Consumer;
    beforeAll(async () => {
      consumer = await tarballs.consumer({ manager, packages: BOTH, dependencies: DEPENDENCIES });
    });

    it("run code that calls a tool", async () => {
      expect(await consumer.run("run.mjs")).toEqual({ result: { three: 3 }, error: null });
    });

    it.each(["node16", "nodenext", "preserve"] as const)(
      "type-check with module %s",
      async (module) => {
        expect(await consumer.typeCheck(module)).toBe("");
      },
    );
  });

  it("say what to install where core stands alone", async () => {
    const consumer = await tarballs.consumer({
      manager: "npm",
      packages: ["@toolweave/core"],
      dependencies: DEPENDENCIES,
    });
    expect(await consumer.run("run.mjs")).toEqual({
      code: "EXECUTOR_NOT_FOUND",
      message: expect.stringContaining("npm install @toolweave/executor-vm"),
    });
  });

  it("bring neither LangChain nor another executor along with the E2B executor", async () => {
    const consumer = await tarballs.consumer({
      manager: "npm",
      packages: ["@toolweave/core", "@toolweave/executor-e2b"],
      dependencies: DEPENDENCIES,
    });
    const installed = await consumer.installed();
    expect(installed.some((line) => line.endsWith("@toolweave/executor-e2b"))).toBe(true);
    expect(installed.some((line) => line.endsWith("@e2b/code-interpreter"))).toBe(true);
    expect(installed.filter((line) => /langchain|executor-vm/.test(line))).toEqual([]);
    expect(await consumer.run("run-e2b.mjs")).toEqual({ code: "CONFIG_INVALID" });
  });

  it("bring nothing along with the QuickJS executor, and run no script when they are installed", async () => {
    const consumer = await tarballs.consumer({
      manager: "npm",
      packages: ["@toolweave/core", "@toolweave/executor-quickjs"],
      dependencies: DEPENDENCIES,
    });
    const packages = await consumer.lockedPackages();
    expect(packages.length).toBeGreaterThan(10);
    expect(packages.filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
    expect(packages.filter(({ integrity }) => integrity === "")).toEqual([]);
    expect(packages.filter(({ name }) => /quickjs-wasi|esbuild/.test(name))).toEqual([]);
    expect(await consumer.run("run-quickjs.mjs")).toEqual({ result: { three: 3 }, error: null });
  });

  it("let the page of the kit build an executor that keeps the contract", async () => {
    const consumer = await tarballs.consumer({
      manager: "npm",
      packages: ["@toolweave/core", "@toolweave/executor-testkit"],
      dependencies: { ...DEPENDENCIES, vitest: installedVersion("vitest") },
    });
    for (const { attributes, text } of snippetsIn("packages/executor-testkit/README.md")) {
      if (attributes.file !== undefined) await consumer.write(attributes.file, text);
    }
    const { passed, others } = await consumer.test();
    expect(others).toEqual([]);
    expect(passed).toBeGreaterThan(400);
  }, 360_000);
});

describe("the packed agent", () => {
  let tarballs: Tarballs;
  let consumer: Consumer;
  beforeAll(async () => {
    tarballs = await Tarballs.pack();
    const langchain = ["@langchain/core", "@langchain/langgraph", "@langchain/openai", "langchain"];
    consumer = await tarballs.consumer({
      manager: "npm",
      packages: [...BOTH, "@toolweave/agent"],
      dependencies: {
        ...DEPENDENCIES,
        ...Object.fromEntries(langchain.map((name) => [name, installedVersion(name)])),
      },
    });
  });
  afterAll(() => tarballs.remove());

  it("answers, with one provider installed and no other", async () => {
    const standIn = await startModelStandIn({
      provider: "openai",
      turns: [
        {
          toolCalls: [
            { name: "execute_code", args: { code: "return await sums.add({ a: 1, b: 2 })" } },
          ],
        },
        ({ messages }) => ({ text: JSON.parse(messages.at(-1)?.text ?? "").result }),
      ],
    });
    const { baseUrl, apiKey } = standIn;
    await consumer.write("provider.json", JSON.stringify({ baseURL: baseUrl, apiKey }));
    try {
      expect(await consumer.run("run-agent.mjs")).toEqual({ output: "3", nestedCalls: 1 });
    } finally {
      await standIn.close();
    }
    const installed = await consumer.installed();
    expect(installed.filter((line) => /langchain\/(anthropic|google|ollama)/.test(line))).toEqual(
      [],
    );
  });

  it.each(["node16", "nodenext", "preserve"] as const)(
    "type-checks with module %s",
    async (module) => {
      expect(await consumer.typeCheck(module, "agent.ts")).toBe("");
    },
  );
});

function installedVersion(name: string): string {
  const manifest = new URL(`node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
