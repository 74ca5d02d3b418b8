import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startE2BStandIn } from "@toolweave/e2b-stand-in";
import type { E2BPoolOptions } from "@toolweave/executor-e2b";
import { describe, expect, it, onTestFinished } from "vitest";
import { cli, startCli } from "./support/cli.js";
import { eventually } from "./support/processes.js";
import { demoServer, project } from "./support/project.js";
import { execute, serveStdio } from "./support/serve.js";

describe("the executors of toolweave serve", () => {
  it("run code in E2B's cloud, whose calls of tools come back here", async () => {
    const standIn = await startE2BStandIn();
    onTestFinished(() => standIn.close());
    const pool: E2BPoolOptions = { max: 1 };
    const folder = project({
      mcpServers: { demo: demoServer() },
      codeMode: { executor: "e2b", executorOptions: { ...standIn.connection, pool } },
    });
    const { client } = await serveStdio(folder, {}, () => {}, ["--executor", "e2b"]);
    const answer = await execute(client, "console.log('there'); return demo.add({ a: 1, b: 2 })");
    expect(answer.structuredContent).toMatchObject({ result: "3", logs: ["there"], error: null });
    expect(standIn.sandboxes().created).toBe(1);
    await client.close();
    await eventually(() => standIn.sandboxes().alive === 0);
  });

  it.each([
    ["the command line", {}, ["--executor", "nope"]],
    ["the configuration", { executor: "nope" }, []],
  ])("end it at the start where one that %s names is missing", async (_by, codeMode, flags) => {
    const child = startCli(["serve", ...flags], { cwd: project({ codeMode }) });
    const [[line], [code]] = await Promise.all([
      once(createInterface(child.stderr), "line"),
      once(child, "exit"),
    ]);
    expect(line).toContain('The executor "nope" is not installed. Run: npm install nope');
    expect(code).toBe(2);
  });

  it.each(["vm", "quickjs", "e2b"])(
    "end it at the start where options of %s are wrong",
    async (executor) => {
      const cwd = project({ codeMode: { executor, executorOptions: { memoryLimitMB: 64 } } });
      const { code, stderr } = await cli(["serve", "--http", "0"], { cwd });
      expect(stderr).toContain(`${join(cwd, "toolweave.json")}: codeMode.executorOptions has the`);
      expect(stderr).toContain('unknown key "memoryLimitMB". Did you mean "memoryLimitMb"?');
      expect(code).toBe(2);
    },
  );

  it("are not asked about options of another, which --executor leaves out", async () => {
    const cwd = project({ codeMode: { executor: "vm", executorOptions: { isolation: "thread" } } });
    const { code, stderr } = await cli(["serve", "--executor", "quickjs"], { cwd });
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });
});
