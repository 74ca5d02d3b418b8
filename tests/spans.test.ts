/**
 * OpenTelemetry spans of executions, calls and searches, as the real SDK records them.
 */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { context, propagation, SpanKind, trace } from "@opentelemetry/api";
import { type CodeModeConfig, MCPClient } from "@toolweave/core";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { closeLater } from "./support/heard-events.js";
import { hasFailed, SpanRecorder, underSpan } from "./support/span-recorder.js";

const recorder = new SpanRecorder();
beforeEach(() => recorder.clear());

/** What servers were sent in `_meta`, and which span was active there, by the call's `who`. */
const received = new Map<string, { meta: Record<string, unknown>; spanId: string | undefined }>();

function openShop(codeMode: CodeModeConfig = {}): MCPClient {
  const server = new McpServer({ name: "shop", version: "1" });
  const inputSchema = { who: z.string() };
  server.registerTool("get-order", { inputSchema }, async ({ who }, { _meta }) => {
    const spanId = trace.getActiveSpan()?.spanContext().spanId;
    received.set(who, { meta: { ..._meta }, spanId });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
    return { content: [{ type: "text", text: `order of ${who}` }] };
  });
  server.registerTool("break", { inputSchema }, ({ who }) => ({
    content: [{ type: "text", text: `secret of ${who}` }],
    isError: true,
  }));
  return closeLater(new MCPClient({ mcpServers: { "my-shop": { server } } }, { codeMode }));
}

const orderOf = (who: string): string => `return my_shop.get_order({ who: "${who}" })`;

describe("spans", () => {
  it("of an execution stand under the caller's, and those of its calls and searches under it", async () => {
    const client = openShop();
    await underSpan("agent", () =>
      client.executeCode(`await search_tools("order"); ${orderOf("ann")}`, { executionId: "e1" }),
    );
    const [execution] = recorder.childrenOf(recorder.named("agent"));
    expect(execution).toMatchObject({
      name: "execute_tool execute_code",
      kind: SpanKind.INTERNAL,
      instrumentationScope: { name: "@toolweave/core" },
      attributes: {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "execute_code",
        "gen_ai.tool.type": "function",
        "toolweave.execution.id": "e1",
        "toolweave.execution.tool_calls": 1,
      },
    });
    const [search, call, ...more] = recorder.childrenOf(execution as never);
    expect(more).toEqual([]);
    expect(search).toMatchObject({
      name: "execute_tool search_tools",
      kind: SpanKind.INTERNAL,
      attributes: {
        "gen_ai.tool.name": "search_tools",
        "toolweave.execution.id": "e1",
        "toolweave.search.matches": 1,
      },
    });
    expect(call).toMatchObject({ name: "tools/call get-order", kind: SpanKind.CLIENT });
    expect(call?.attributes).toEqual({
      "mcp.method.name": "tools/call",
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": "get-order",
      "toolweave.server.name": "my-shop",
      "toolweave.execution.id": "e1",
      "toolweave.tool_call.id": 2,
      "toolweave.tool_call.status": "ok",
    });
    expect(recorder.spans.some(hasFailed)).toBe(false);
  });

  it("are parented correctly when many executions run at once", async () => {
    const client = openShop();
    const names = Array.from({ length: 24 }, (_, number) => `agent ${number}`);
    await Promise.all(
      names.map((name) =>
        underSpan(name, async () => {
          const code = `await Promise.all([1, 2].map((n) =>
            my_shop.get_order({ who: "${name}/" + n }))); return search_tools("order")`;
          expect((await client.executeCode(code)).error).toBeNull();
        }),
      ),
    );
    for (const name of names) {
      const agent = recorder.named(name);
      const [execution, ...more] = recorder.childrenOf(agent);
      expect(more).toEqual([]);
      const children = recorder.childrenOf(execution as never);
      expect(children.map((span) => span.name).sort()).toEqual([
        "execute_tool search_tools",
        "tools/call get-order",
        "tools/call get-order",
      ]);
      const calls = children.filter(({ kind }) => kind === SpanKind.CLIENT);
      const seen = [1, 2].map((number) => received.get(`${name}/${number}`)?.spanId);
      expect(new Set(seen)).toEqual(new Set(calls.map((call) => call.spanContext().spanId)));
      const traceIds = children.map((span) => span.spanContext().traceId);
      expect(new Set(traceIds)).toEqual(new Set([agent.spanContext().traceId]));
    }
  });

  it("of a model's tools stand under the model's own", async () => {
    const client = openShop();
    const [execute, search] = client.codeModeConnector?.tools ?? [];
    await underSpan("turn 1", async () => execute?.call({ code: orderOf("bob") }));
    await underSpan("turn 2", async () => search?.call({ query: "order" }));
    const names = ["turn 1", "turn 2"].flatMap((turn) =>
      recorder.childrenOf(recorder.named(turn)).map(({ name }) => name),
    );
    expect(names).toEqual(["execute_tool execute_code", "execute_tool search_tools"]);
  });

  it("of a function that executes, and of what it does, stand under the execution's", async () => {
    const client = openShop({
      executor: (code) =>
        underSpan(`remote ${code}`, async () => {
          const namespaces = client.executorHost.getToolNamespaces();
          const shop = namespaces.find(({ identifier }) => identifier === "my_shop");
          const result = await shop?.callTool("get_order", { who: code });
          return { result, logs: [], error: null, execution_time: 0 };
        }),
    });
    await client.searchTools();
    recorder.clear();
    await Promise.all(["x", "y"].map((code) => client.executeCode(code, { executionId: code })));
    for (const code of ["x", "y"]) {
      const remote = recorder.named(`remote ${code}`);
      const execution = recorder.spans.find(
        (span) => span.spanContext().spanId === remote.parentSpanContext?.spanId,
      );
      expect(execution?.attributes["toolweave.execution.id"]).toBe(code);
      const calls = recorder.spans.filter(
        ({ attributes, name }) =>
          name === "tools/call get-order" && attributes["toolweave.execution.id"] === code,
      );
      expect(calls).toHaveLength(1);
      expect(calls[0]?.spanContext().traceId).toBe(remote.spanContext().traceId);
    }
  });

  it("are active where an execution's listeners are called", async () => {
    const client = openShop();
    const active = new Map<string, Set<string | undefined>>();
    const note = (id: string | undefined): void => {
      const ids = active.get(String(id)) ?? new Set();
      active.set(String(id), ids.add(trace.getActiveSpan()?.spanContext().spanId));
    };
    client.on("log", ({ executionId }) => note(executionId));
    client.on("toolCallEnd", ({ executionId }) => note(executionId));
    client.on("executionEnd", ({ executionId }) => note(executionId));
    const code = `console.log(1); ${orderOf("listener")}`;
    const run = (id: string): Promise<unknown> =>
      client.executeCode(code, {
        executionId: id,
        onLog: () => note(id),
        onToolCall: () => note(id),
      });
    await Promise.all(["1", "2", "3", "4"].map(run));
    for (const [id, spanIds] of active) {
      const execution = recorder.spans.find(
        ({ name, attributes }) =>
          name === "execute_tool execute_code" && attributes["toolweave.execution.id"] === id,
      );
      expect([...spanIds]).toEqual([execution?.spanContext().spanId]);
    }
    expect(active.size).toBe(4);
  });
});

describe("the trace context", () => {
  it("reaches the server in _meta, with baggage", async () => {
    const client = openShop();
    const baggage = propagation.createBaggage({ tenant: { value: "acme" } });
    const within = propagation.setBaggage(context.active(), baggage);
    await context.with(within, () => client.executeCode(orderOf("carol")));
    const { traceId, spanId } = recorder.named("tools/call get-order").spanContext();
    expect(received.get("carol")?.meta).toMatchObject({
      traceparent: `00-${traceId}-${spanId}-01`,
      baggage: "tenant=acme",
      progressToken: expect.anything(),
    });
  });

  it("stays here with propagateContext: false", async () => {
    const client = openShop({ telemetry: { propagateContext: false } });
    await client.executeCode(orderOf("dave"));
    expect(Object.keys(received.get("dave")?.meta ?? {})).toEqual(["progressToken"]);
    expect(recorder.named("tools/call get-order").kind).toBe(SpanKind.CLIENT);
  });
});
