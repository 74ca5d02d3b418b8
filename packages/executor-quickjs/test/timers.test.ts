import { createToolServer, MCPClient } from "@toolweave/core";
import type {} from "@toolweave/executor-quickjs";
import { expect, it } from "vitest";

it("timers fire while one call follows the other", async () => {
  const server = createToolServer("echo", [
    {
      name: "echo",
      inputSchema: { type: "object" },
      handler: () => ({ content: [{ type: "text", text: "again" }] }),
    },
  ]);
  const client = new MCPClient(
    { mcpServers: { echo: { server } } },
    { codeMode: { executor: "quickjs" } },
  );
  try {
    const { result } = await client.executeCode(`
      let fired = 0;
      const timer = setInterval(() => fired++, 5);
      const end = Date.now() + 200;
      while (Date.now() < end) await echo.echo();
      clearInterval(timer);
      return fired;`);
    expect(result).toBeGreaterThan(3);
  } finally {
    await client.close();
  }
});
