import { describe, expect, it } from "vitest";
import { BIN, cli } from "./support/cli.js";
import { demoServer, project } from "./support/project.js";
import { execute, serveStdio } from "./support/serve.js";

const SERVE = [BIN, "serve", "--config", "toolweave.json"];

describe("toolweave behind itself", () => {
  it.each([
    ["plainly", { command: process.execPath, args: SERVE }],
    [
      "by way of a shell",
      { command: "sh", args: ["-c", `"${process.execPath}" ${SERVE.join(" ")}`] },
    ],
  ])("is refused, started %s, and the other servers work", async (_, itself) => {
    const cwd = project({ mcpServers: { itself, demo: demoServer() } });
    const { client } = await serveStdio(cwd);
    const add = await execute(client, "return await demo.add({ a: 1, b: 1 })");
    expect(add.structuredContent?.["result"]).toBe("2");
    const again = await execute(client, "return await itself.execute_code({ code: '1' })");
    expect(again.structuredContent?.["error"]).toContain("toolweave is behind itself");
  });

  it("is told of by an exit code of 2", async () => {
    const itself = { command: process.execPath, args: SERVE };
    const cwd = project({ mcpServers: { itself } });
    const { stderr } = await cli(["exec", "-e", "return 1"], { cwd });
    expect(stderr).toContain("It ended with exit code 2.");
    expect(stderr).toContain("toolweave is behind itself: ");
  });

  it("is no other toolweave, with servers of its own", async () => {
    const other = project({ mcpServers: { demo: demoServer() } });
    const args = [BIN, "serve", "--config", `${other}/toolweave.json`];
    const cwd = project({ mcpServers: { other: { command: process.execPath, args } } });
    const code = "return other.execute_code({ code: 'return demo.add({ a: 1, b: 1 })' })";
    const { code: exit, stdout } = await cli(["exec", "-e", code], { cwd });
    expect(exit).toBe(0);
    expect(stdout).toContain('"result": "2"');
  });
});
