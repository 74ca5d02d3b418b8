import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";
import { rawServer } from "./support/raw-server.js";

/** Keeps the host from reading what arrives, so that its timers come due before that. */
function holdUp(ms: number): void {
  setImmediate(() => {
    const end = performance.now() + ms;
    while (performance.now() < end);
  });
}

describe("a host that is held up beyond a limit", () => {
  it.each(["vm", "quickjs"])(
    "takes the result that was there in time from %s",
    async (executor) => {
      const client = open({}, { executor });
      await client.executeCode("return 1");
      const { error, result } = await client.executeCode(
        "console.log('begun'); const end = Date.now() + 50; while (Date.now() < end); return 2",
        { timeout: 1_500, onLog: () => holdUp(2_000) },
      );
      expect([error, result]).toEqual([null, 2]);
    },
  );

  it("takes a server's answer that was there in time", async () => {
    const client = open({ raw: rawServer() }, { limits: { toolTimeoutMs: 1_500 } });
    await client.executeCode("return raw.echo({ a: 1 })");
    const { error, tool_calls } = await client.executeCode("return raw.sleep({ ms: 150 })", {
      onToolCall: ({ status }) => {
        if (status === "pending") setTimeout(() => holdUp(2_000), 50);
      },
    });
    expect([error, tool_calls?.[0]?.status]).toEqual([null, "ok"]);
  });

  it.each(["vm", "quickjs"])("ends in %s what was late", async (executor) => {
    const client = open({}, { executor });
    await client.executeCode("return 1");
    const { error_details } = await client.executeCode("console.log('begun'); for (;;);", {
      timeout: 300,
      onLog: () => holdUp(600),
    });
    expect(error_details?.code).toBe("EXECUTION_TIMEOUT");
  });
});
