/**
 * What listeners of a client's events may do.
 */
import {
  type ClientEvents,
  MCPClient,
  type ToolCallEvent,
  type ToolCallRecord,
} from "@toolweave/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { BUSY_CODE, closeLater, EVENT_NAMES, openShop } from "./support/heard-events.js";

describe("a listener", () => {
  it("that throws, rejects or writes into events changes nothing", async () => {
    const { client, heard } = openShop();
    const calls: ToolCallRecord[] = [];
    for (const name of EVENT_NAMES) {
      client.on(name, () => {
        throw new Error("mine");
      });
      client.on(name, (async () => {
        throw new Error("mine, later");
      }) as () => void);
      client.on(name, (event) => Object.assign(event, { executionId: "forged", line: "forged" }));
    }
    client.on("toolCallEnd", ({ call }) => Object.assign(call, { status: "error" }));
    const last: unknown[] = [];
    client.on("executionEnd", (event) => void last.push(event));
    const run = await client.executeCode(BUSY_CODE, {
      onLog: (async () => Promise.reject(new Error("mine too"))) as () => void,
      onToolCall: (call) => {
        calls.push(call);
        throw new Error("mine as well");
      },
    });
    expect(run).toMatchObject({ result: ["order 7"], error: null });
    expect(run.logs).toEqual(["looking", "[WARN] order 7"]);
    expect(run.tool_calls).toMatchObject([{ tool: "get-order", status: "ok" }]);
    expect(calls).toHaveLength(2);
    expect(heard.some(({ executionId }) => executionId === "forged")).toBe(false);
    expect(last).toHaveLength(1);
  });

  it("is removed by what `on` returns, and by `off`", async () => {
    const { client } = openShop();
    const lines: string[] = [];
    const listener = ({ line }: { line: string }): void => void lines.push(line);
    const stop = client.on("log", listener);
    client.on("log", listener);
    await client.executeCode("console.log(1)");
    stop();
    stop();
    await client.executeCode("console.log(2)");
    client.on("log", listener);
    await client.executeCode("console.log(3)");
    client.off("log", listener);
    await client.executeCode("console.log(4)");
    expect(lines).toEqual(["1", "3"]);
  });

  it("may remove itself and add others", async () => {
    const { client } = openShop();
    const seen: string[] = [];
    const stop = client.on("log", ({ line }) => {
      seen.push(`first ${line}`);
      stop();
      client.on("log", (event) => void seen.push(`then ${event.line}`));
    });
    await client.executeCode("console.log(1); console.log(2)");
    expect(seen).toEqual(["first 1", "then 2"]);
  });

  it("of an event that does not exist is refused, with the name that is meant", () => {
    const { client } = openShop();
    const add = (name: string, listener: unknown): (() => void) =>
      client.on(name as "log", listener as () => void);
    const refusal = (says: string): object =>
      expect.objectContaining({
        code: "CONFIG_INVALID",
        message: expect.stringContaining(says),
      });
    expect(() => add("toolcallend", () => {})).toThrow(refusal("did you mean toolCallEnd?"));
    expect(() => add("constructor", () => {})).toThrow(refusal("known: executionStart"));
    expect(() => add("log", "console.log")).toThrow(refusal("must be a function"));
    expect(() => client.off("logs" as "log", () => {})).toThrow(refusal("did you mean log?"));
  });

  it("gets events by their types, without code mode too", async () => {
    const client = closeLater(new MCPClient());
    const stop = client.on("toolCallEnd", ({ call }) => {
      expectTypeOf(call).toEqualTypeOf<Readonly<ToolCallRecord>>();
    });
    expectTypeOf(stop).toEqualTypeOf<() => void>();
    expectTypeOf<ClientEvents["toolCallStart"]>().toEqualTypeOf<ToolCallEvent>();
    // @ts-expect-error no such event
    expect(() => client.on("toolCall", () => {})).toThrow();
  });
});
