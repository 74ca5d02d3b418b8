/**
 * The events of executions in executors that know nothing of events.
 */
import { setTimeout as delay } from "node:timers/promises";
import { BaseCodeExecutor, type ExecutionResult } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { eventsOf, openShop } from "./support/heard-events.js";

/** Calls `shop.slow` twice through the namespaces, and knows nothing of scopes. */
class ForeignExecutor extends BaseCodeExecutor {
  async execute(code: string): Promise<ExecutionResult> {
    if (code === "throw") throw new Error("the executor broke");
    await this.ensureServersConnected();
    const [shop] = this.getToolNamespaces();
    const first = await shop?.callTool("slow", { id: code });
    await delay(5);
    const second = await shop?.callTool("get_order", { id: code });
    await this.createSearchToolsFunction()(code, "names");
    return { result: [first, second], logs: [], error: null, execution_time: 0 };
  }

  async cleanup(): Promise<void> {}
}

describe("executors of other kinds", () => {
  it("that are functions have start, log and end told", async () => {
    const { client, heard } = openShop({
      executor: async (code, _timeout, options) => {
        options?.onLog?.("from afar");
        return { result: code, logs: ["from afar"], error: null, execution_time: 0 };
      },
    });
    const lines: string[] = [];
    await client.executeCode("x", { onLog: (line) => lines.push(line) });
    expect(heard.map(({ name }) => name)).toEqual(["executionStart", "log", "executionEnd"]);
    expect(heard.at(-1)).toMatchObject({ resultType: "string", logLines: 1, toolCalls: 0 });
    expect(lines).toEqual(["from afar"]);
  });

  it("have their calls and searches told under the right execution", async () => {
    const { client, heard } = openShop({ executor: new ForeignExecutor() });
    const ids = ["a", "b", "c", "d"];
    await Promise.all(ids.map((id) => client.executeCode(id, { executionId: id })));
    for (const id of ids) {
      const own = heard.filter(({ executionId }) => executionId === id);
      expect(own.map(({ name }) => name)).toEqual([
        "executionStart",
        "toolCallStart",
        "toolCallEnd",
        "toolCallStart",
        "toolCallEnd",
        "search",
        "executionEnd",
      ]);
      expect(eventsOf(own, "toolCallEnd").map(({ call }) => [call.id, call.tool])).toEqual([
        [1, "slow"],
        [2, "get-order"],
      ]);
      expect(own.at(-1)).toMatchObject({ toolCalls: 2 });
    }
  });

  it("that throw have an end told, and the error passed on", async () => {
    const { client, heard } = openShop({ executor: ForeignExecutor });
    await expect(client.executeCode("throw")).rejects.toThrow("the executor broke");
    expect(heard.map(({ name }) => name)).toEqual(["executionStart", "executionEnd"]);
    expect(heard.at(-1)).toMatchObject({ error: "the executor broke", errorCode: undefined });
  });

  it("that are not installed have an end told", async () => {
    const { client, heard } = openShop({ executor: "@acme/no-such-executor" });
    await expect(client.executeCode("x")).rejects.toThrow();
    expect(eventsOf(heard, "executionEnd")[0]?.errorCode).toBe("EXECUTOR_NOT_FOUND");
  });
});
