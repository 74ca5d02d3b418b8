import { readFileSync } from "node:fs";
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

function installedVersion(name: string): string {
  const manifest = new URL(`node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
