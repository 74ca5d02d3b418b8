import { MCPClient } from "@toolweave/core";
import type {} from "@toolweave/executor-quickjs";
import { expect, it } from "vitest";

it("a guest that spins does not hold up those beside it, nor the host", async () => {
  const client = new MCPClient(
    { mcpServers: {} },
    { codeMode: { executor: "quickjs", executorOptions: { pool: { min: 2, max: 3 } } } },
  );
  try {
    await Promise.all([client.executeCode("return 1"), client.executeCode("return 1")]);
    const spinning = client.executeCode("for (;;);", 3_000);
    let late = 0;
    for (let i = 0; i < 20; i++) {
      const started = performance.now();
      expect((await client.executeCode("return 1 + 1")).result).toBe(2);
      late = Math.max(late, performance.now() - started);
    }
    expect(late).toBeLessThan(2_000);
    expect((await spinning).error).toContain("timed out");
  } finally {
    await client.close();
  }
});
