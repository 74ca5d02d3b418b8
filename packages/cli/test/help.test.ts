import { expect, it } from "vitest";
import { cli } from "./support/cli.js";
import { project } from "./support/project.js";
import { tempFolder } from "./support/temp-folder.js";

it.each([
  [["nosuch"], "unknown command 'nosuch'"],
  [["help", "nosuch"], "unknown command 'nosuch'"],
  [["help", "serv"], "Did you mean serve?"],
])("%j is told which word is no command", async (args, says) => {
  const { code, stdout, stderr } = await cli(args, { cwd: tempFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain(says);
  expect(stdout).toBe("");
});

it.each([
  [["help"], "Usage: toolweave [options]"],
  [["help", "exec"], "Usage: toolweave exec"],
])("%j prints help", async (args, says) => {
  const { code, stdout } = await cli(args, { cwd: tempFolder() });
  expect(code).toBe(0);
  expect(stdout).toContain(says);
});

it("search says that there are no servers, where there are none", async () => {
  const { code, stderr } = await cli(["search", "anything"], { cwd: project() });
  expect(code).toBe(0);
  expect(stderr).toBe("No servers are configured: add some to mcpServers.\n");
});
