import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli } from "./support/cli.js";
import { home } from "./support/home.js";
import { demoServer } from "./support/project.js";
import { tempFolder } from "./support/temp-folder.js";

const SERVED_BY = [
  ["npx", "-y", "toolweave@latest", "serve"],
  ["npx", "--package=toolweave", "--", "toolweave", "serve", "--config", "a.json"],
  ["npx", "-y", "toolweave", "--", "serve"],
  ["cmd", "/c", "C:\\Users\\me\\npm\\toolweave.cmd", "serve"],
  ["deno", "run", "-A", "npm:toolweave@1", "serve"],
  ["node", "/opt/node_modules/toolweave/dist/bin.js", "serve"],
];

describe("an entry that starts toolweave", () => {
  it.each(SERVED_BY.map((words) => ({ line: words.join(" "), words })))(
    "is left out of a client's file: $line",
    async ({ words: [command, ...args] }) => {
      const cwd = tempFolder();
      const mcpServers = { again: { command, args } };
      writeFileSync(join(cwd, "mcp.json"), JSON.stringify({ mcpServers }));
      const { code, stdout, stderr } = await cli(["search", "--config", "mcp.json", "-v"], { cwd });
      expect(code).toBe(0);
      expect(stdout).toBe("");
      expect(stderr).toContain("mcpServers.again is left out: it starts toolweave itself");
    },
  );

  it("is none that only works on a folder of the name, or has a command serve", async () => {
    const cwd = tempFolder();
    const named = { ...demoServer("", "serve", "/src/toolweave") };
    writeFileSync(join(cwd, "mcp.json"), JSON.stringify({ mcpServers: { named } }));
    const { stdout } = await cli(["search", "--config", "mcp.json", "-d", "names"], { cwd });
    expect(stdout).toContain("named.add");
  });

  it("is none to init either, which moves such a server as any other", async () => {
    const named = { command: "hg-mcp", args: ["serve", "--repository", "/src/toolweave"] };
    const { init, read } = home({
      ".cursor/mcp.json": JSON.stringify({ mcpServers: { named } }),
    });
    await init("--yes");
    expect(JSON.parse(read("project/toolweave.json")).mcpServers).toEqual({ named });
  });

  it("stays with Zed where it is written as a command with a path", async () => {
    const args = ["-y", "toolweave", "serve"];
    const context_servers = {
      toolweave: { source: "custom", command: { path: "npx", args, env: { TOKEN: "a" } } },
      files: { command: { path: "files", args: [] } },
    };
    const { init, read, project } = home({
      ".config/zed/settings.json": JSON.stringify({ context_servers }),
    });
    await init("--yes");
    expect(JSON.parse(read("project/toolweave.json")).mcpServers).toEqual({
      files: { command: "files", args: [] },
    });
    const config = join(project, "toolweave.json");
    expect(JSON.parse(read(".config/zed/settings.json")).context_servers).toEqual({
      toolweave: { command: "npx", args: [...args, "--config", config], env: { TOKEN: "a" } },
    });
    await init("--undo");
    expect(JSON.parse(read(".config/zed/settings.json"))).toEqual({ context_servers });
  });
});
