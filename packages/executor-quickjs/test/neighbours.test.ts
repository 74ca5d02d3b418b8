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
    const abort = new AbortController();
    let tellBegun = (): void => {};
    const begun = new Promise<void>((resolve) => {
      tellBegun = resolve;
    });
    let hasEnded = false;
    const spinning = client
      .executeCode("console.log('begun'); for (;;);", {
        timeout: 50_000,
        signal: abort.signal,
        onLog: tellBegun,
      })
      .finally(() => {
        hasEnded = true;
      });
    await begun;
    for (let i = 0; i < 20; i++) {
      expect((await client.executeCode("return 1 + 1")).result).toBe(2);
    }
    expect(hasEnded).toBe(false);
    abort.abort();
    expect((await spinning).error_details?.code).toBe("EXECUTION_ABORTED");
  } finally {
    await client.close();
  }
});
