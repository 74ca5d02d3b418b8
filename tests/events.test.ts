/**
 * What `client.on` tells of executions, calls, log lines and searches.
 */
import { setTimeout as delay } from "node:timers/promises";
import { createToolServer, type ExecutionEndEvent, MCPClient } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { BUSY_CODE, closeLater, eventsOf, openShop } from "./support/heard-events.js";

describe("the events of an execution", () => {
  const story = [
    "executionStart",
    "log",
    "search",
    "toolCallStart",
    "toolCallEnd",
    "log",
    "executionEnd",
  ];

  it("tell its life in order, under one id, as frozen data", async () => {
    const { client, heard } = openShop();
    const { error } = await client.executeCode(BUSY_CODE, { executionId: "seven", timeout: 9_000 });
    expect(error).toBeNull();
    expect(heard.map(({ name }) => name)).toEqual(story);
    expect(new Set(heard.map(({ executionId }) => executionId))).toEqual(new Set(["seven"]));
    expect(heard[0]).toMatchObject({ code: BUSY_CODE, timeoutMs: 9_000 });
    expect(heard[1]).toMatchObject({ line: "looking" });
    expect(heard[2]).toMatchObject({ query: "order", detailLevel: "names", error: null });
    expect(eventsOf(heard, "search")[0]?.count).toBeGreaterThan(0);
    expect(heard[3]).toMatchObject({ call: { tool: "get-order", status: "pending" } });
    expect(heard[4]).toMatchObject({ call: { tool: "get-order", status: "ok" } });
    expect(heard[5]).toMatchObject({ line: "[WARN] order 7" });
    expect(heard[6]).toMatchObject({
      code: BUSY_CODE,
      error: null,
      errorCode: undefined,
      resultType: "array",
      logLines: 2,
      toolCalls: 1,
    });
    expect(eventsOf(heard, "executionEnd")[0]?.durationMs).toBeGreaterThan(0);
  });

  it.each<[way: string, run: (client: MCPClient) => Promise<unknown>]>([
    ["the connector's tool", ({ codeModeConnector }) => run(codeModeConnector)],
    [
      "the session code_mode",
      async (client) =>
        (await client.createSession("code_mode")).callTool("execute_code", { code: BUSY_CODE }),
    ],
  ])("come by %s as well", async (_, execute) => {
    const { client, heard } = openShop();
    await execute(client);
    expect(heard.map(({ name }) => name)).toEqual(story);
  });

  it("tell concurrent executions apart", async () => {
    const { client, heard } = openShop();
    const ids = ["a", "b", "c", "d", "e", "f"];
    await Promise.all(
      ids.map((id) =>
        client.executeCode(
          `console.log("${id}"); await shop.slow({ id: "${id}" }); await search_tools("${id}");
           console.log("${id}"); return "${id}"`,
          { executionId: id },
        ),
      ),
    );
    for (const id of ids) {
      const own = heard.filter(({ executionId }) => executionId === id);
      expect(eventsOf(own, "log").map(({ line }) => line)).toEqual([id, id]);
      expect(eventsOf(own, "toolCallEnd").map(({ call }) => call.status)).toEqual(["ok"]);
      expect(eventsOf(own, "search").map(({ query }) => query)).toEqual([id]);
      expect(eventsOf(own, "executionEnd")).toHaveLength(1);
    }
    expect(heard).toHaveLength(ids.length * 7);
  });

  it("have ids of their own where none is given", async () => {
    const { client, heard } = openShop();
    await Promise.all([client.executeCode("return 1"), client.executeCode("return 1")]);
    const ids = eventsOf(heard, "executionStart").map(({ executionId }) => executionId);
    expect(new Set(ids).size).toBe(2);
    expect(ids.every((id) => id.length > 20)).toBe(true);
  });

  it.each<[code: string, end: Partial<ExecutionEndEvent>]>([
    ["throw new Error('no')", { errorCode: "CODE_THREW", resultType: "null" }],
    ["return (", { errorCode: "CODE_INVALID" }],
    ["for (;;);", { errorCode: "EXECUTION_TIMEOUT" }],
    ["await shop.break()", { errorCode: "TOOL_FAILED", toolCalls: 1 }],
  ])("end once for %s", async (code, end) => {
    const { client, heard } = openShop();
    const { error } = await client.executeCode(code, code.startsWith("for") ? 1_000 : 20_000);
    expect(eventsOf(heard, "executionStart")).toHaveLength(1);
    expect(eventsOf(heard, "executionEnd")).toEqual([expect.objectContaining({ error, ...end })]);
  });

  it("end after those of its calls, which are cancelled with it", async () => {
    const { client, heard } = openShop();
    const abort = new AbortController();
    let begun = 0;
    client.on("toolCallStart", () => {
      if (++begun === 2) setTimeout(() => abort.abort(), 20);
    });
    const code = "await Promise.all([shop.never(), shop.never()])";
    await client.executeCode(code, { signal: abort.signal });
    expect(
      eventsOf(heard, "toolCallEnd").map(({ call }) => [call.status, call.error_code]),
    ).toEqual([
      ["cancelled", "TOOL_CALL_CANCELLED"],
      ["cancelled", "TOOL_CALL_CANCELLED"],
    ]);
    expect(heard.at(-1)).toMatchObject({ name: "executionEnd", errorCode: "EXECUTION_ABORTED" });
  });

  it("say which calls were denied, and which name no tool", async () => {
    const { client, heard } = openShop({
      policy: { rules: [{ match: "shop.get-order", action: "deny" }] },
    });
    await client.executeCode("await Promise.allSettled([shop.get_order(), shop.get_ordr()])");
    expect(eventsOf(heard, "toolCallEnd").map(({ call }) => [call.tool, call.error_code])).toEqual(
      expect.arrayContaining([
        ["get-order", "POLICY_DENIED"],
        ["get_ordr", "TOOL_UNKNOWN"],
      ]),
    );
  });
});

describe("log lines and calls", () => {
  it("are told while the code runs, not at its end", async () => {
    const doors = new Map<string, { opened: Promise<void>; open: () => void }>();
    const door = (who: string) => {
      let open = (): void => {};
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      const made = doors.get(who) ?? { opened, open };
      doors.set(who, made);
      return made;
    };
    const server = createToolServer("host", [
      {
        name: "wait_for",
        inputSchema: { type: "object", properties: { who: { type: "string" } } },
        // Answers only once the host has heard of what came before: else the code would never end.
        handler: async ({ who }) => {
          await door(String(who)).opened;
          return { content: [{ type: "text", text: "heard" }] };
        },
      },
    ]);
    const client = closeLater(
      new MCPClient({ mcpServers: { host: { server } } }, { codeMode: true }),
    );
    const open = (who: string): void => door(who).open();
    client.on("log", ({ line }) => line === "for log" && open("log"));
    client.on("toolCallStart", ({ call }) => call.id === 4 && open("toolCallStart"));
    const { result, error } = await client.executeCode(
      `console.log("for onLog");
       const heard = [await host.wait_for({ who: "onLog" })];
       console.log("for log");
       heard.push(await host.wait_for({ who: "log" }));
       heard.push(await host.wait_for({ who: "onToolCall" }));
       heard.push(await host.wait_for({ who: "toolCallStart" }));
       return heard`,
      {
        timeout: 20_000,
        onLog: (line) => line === "for onLog" && open("onLog"),
        onToolCall: ({ id, status }) => id === 3 && status === "pending" && open("onToolCall"),
      },
    );
    expect(error).toBeNull();
    expect(result).toEqual(["heard", "heard", "heard", "heard"]);
  });
});

describe("searches", () => {
  it("of the host belong to no execution, and tell why they failed", async () => {
    const { client, heard } = openShop();
    await client.searchTools({ query: "order", limit: 1 });
    await client.searchTools();
    await expect(client.searchTools({ server: "shp" })).rejects.toThrow();
    expect(eventsOf(heard, "search")).toMatchObject([
      { executionId: undefined, query: "order", count: 1, error: null },
      { executionId: undefined, query: "", count: 4, matches: 4, error: null },
      { query: "", count: 0, error: expect.stringContaining("shp"), errorCode: "SERVER_UNKNOWN" },
    ]);
  });

  it.each(["vm", "quickjs"])(
    "of code that does not wait for them end with it: %s",
    async (executor) => {
      let release = (): void => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const embed = async (texts: string[]): Promise<number[][]> => {
        await released;
        return texts.map(() => [1]);
      };
      const { client, heard } = openShop({ executor, search: { embed } });
      await client.executeCode(
        "search_tools('order'); search_tools('slow'); await shop.get_order()",
      );
      release();
      await delay(100);
      const ends = heard.filter(({ name }) => name === "search" || name === "executionEnd");
      expect(ends.map(({ name }) => name)).toEqual(["search", "search", "executionEnd"]);
      expect(eventsOf(heard, "search")).toMatchObject([
        { query: "order", errorCode: "TOOL_CALL_CANCELLED" },
        { query: "slow", errorCode: "TOOL_CALL_CANCELLED" },
      ]);
    },
  );

  it("of code that does not wait for many end with it, those that have not begun too", async () => {
    const { client, heard } = openShop();
    await client.executeCode("for (let n = 0; n < 1_000; n++) search_tools('order')");
    await delay(100);
    const ends = heard.filter(({ name }) => name === "search" || name === "executionEnd");
    expect(ends.map(({ name }) => name)).toEqual([...Array(1_000).fill("search"), "executionEnd"]);
  });

  it("are told where the query is an object that cannot become a text", async () => {
    const { client, heard } = openShop();
    const { error_details } = await client.executeCode(
      "await search_tools({ query: { toString: 1 } })",
    );
    expect(error_details).toMatchObject({
      code: "TOOL_ARGUMENTS_INVALID",
      message: expect.stringContaining("query must be a string, not an object"),
    });
    expect(eventsOf(heard, "search")).toMatchObject([{ errorCode: "TOOL_ARGUMENTS_INVALID" }]);
  });

  it("of a model come by the connector's tool", async () => {
    const { client, heard } = openShop();
    const search = client.codeModeConnector?.tools.find(({ name }) => name === "search_tools");
    await search?.call({ query: "slow", detail_level: "names" });
    expect(eventsOf(heard, "search")).toMatchObject([{ query: "slow", detailLevel: "names" }]);
  });
});

function run(connector: MCPClient["codeModeConnector"]): Promise<unknown> {
  const tool = connector?.tools.find(({ name }) => name === "execute_code");
  if (tool === undefined) throw new Error("there is no connector");
  return tool.call({ code: BUSY_CODE });
}
