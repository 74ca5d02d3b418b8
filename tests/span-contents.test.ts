/**
 * What OpenTelemetry spans say: failures in the words of the conventions, contents only when asked for.
 */
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  McpError,
} from "@modelcontextprotocol/sdk/types.js";
import { type CodeModeConfig, MCPClient, type TelemetrySettings } from "@toolweave/core";
import { afterEach, describe, expect, it } from "vitest";
import { closeLater } from "./support/heard-events.js";
import { hasFailed, SpanRecorder } from "./support/span-recorder.js";

const recorder = new SpanRecorder();
afterEach(() => recorder.clear());

/** A server whose tools answer with what their names say, and quote what they were given. */
function openBank(codeMode: CodeModeConfig = {}): MCPClient {
  const server = new Server({ name: "bank", version: "1" }, { capabilities: { tools: {} } });
  const inputSchema = { type: "object" as const, properties: { pin: { type: "string" } } };
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: ["pay", "refuse", "crash", "hang"].map((name) => ({ name, inputSchema })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: args } }) => {
    const text = `paid with ${args?.["pin"]}`;
    if (name === "crash") throw new McpError(-32042, text);
    if (name === "hang") return new Promise<never>(() => {});
    return { content: [{ type: "text", text }], isError: name === "refuse" };
  });
  return closeLater(new MCPClient({ mcpServers: { bank: { server } } }, { codeMode }));
}

const SECRET = "PIN-4711";
const pay = (tool = "pay"): string => `return await bank.${tool}({ pin: "${SECRET}" })`;

describe("a span of what failed", () => {
  it.each<[tool: string, errorType: string, more: object]>([
    ["refuse", "tool_error", { "toolweave.tool_call.status": "error" }],
    ["crash", "-32042", { "rpc.response.status_code": "-32042" }],
    ["hang", "TOOL_TIMEOUT", { "toolweave.tool_call.status": "error" }],
  ])("names the class of the error: %s is %s", async (tool, errorType, more) => {
    const client = openBank({ limits: { toolTimeoutMs: 1_000 } });
    const { error_details } = await client.executeCode(pay(tool));
    const call = recorder.named(`tools/call ${tool}`);
    expect(call.attributes).toMatchObject({ "error.type": errorType, ...more });
    const execution = recorder.named("execute_tool execute_code");
    expect(execution.attributes["error.type"]).toBe(error_details?.code);
    expect([call, execution].every(hasFailed)).toBe(true);
  });

  it("tells calls that were denied, and those that were cancelled", async () => {
    const client = openBank({ policy: { rules: [{ match: "bank.pay", action: "deny" }] } });
    await client.executeCode("await Promise.allSettled([bank.pay(), bank.hang()])", 1_500);
    const said = ["pay", "hang"].map((tool) => recorder.named(`tools/call ${tool}`).attributes);
    expect(said).toMatchObject([
      { "error.type": "POLICY_DENIED", "toolweave.tool_call.status": "denied" },
      { "error.type": "TOOL_CALL_CANCELLED", "toolweave.tool_call.status": "cancelled" },
    ]);
    expect(recorder.named("execute_tool execute_code").attributes["error.type"]).toBe(
      "EXECUTION_TIMEOUT",
    );
  });

  it("is not named after a tool that does not exist", async () => {
    const { error } = await openBank().executeCode(`await bank["pay-${"x".repeat(5_000)}"]()`);
    expect(error).toContain("pay-x");
    const { attributes } = recorder.named("tools/call");
    expect(attributes["error.type"]).toBe("TOOL_UNKNOWN");
    expect(String(attributes["gen_ai.tool.name"]).length).toBeLessThan(300);
  });

  it("tells a search that failed", async () => {
    await expect(openBank().searchTools({ server: "bnak" })).rejects.toThrow();
    const { attributes } = recorder.named("execute_tool search_tools");
    expect(attributes["error.type"]).toBe("SERVER_UNKNOWN");
  });

  it("ends, too, where the query of a search cannot become a text", async () => {
    await openBank().executeCode("await search_tools({ query: { toString: 1 } })");
    const { attributes } = recorder.named("execute_tool search_tools");
    expect(attributes["error.type"]).toBe("TOOL_ARGUMENTS_INVALID");
  });

  it("belongs to an execution that never began, too", async () => {
    await expect(openBank({ executor: "@acme/none" }).executeCode("x")).rejects.toThrow();
    const { attributes } = recorder.named("execute_tool execute_code");
    expect(attributes["error.type"]).toBe("EXECUTOR_NOT_FOUND");
  });
});

describe("contents", () => {
  const everything = async (telemetry?: TelemetrySettings): Promise<string> => {
    const client = openBank(telemetry === undefined ? {} : { telemetry });
    await client.executeCode(`console.log("${SECRET}"); ${pay()}`);
    for (const tool of ["refuse", "crash"]) await client.executeCode(pay(tool));
    await client.searchTools(SECRET);
    await client.executeCode(`await bank.pay({ pin: ["${SECRET}"] })`);
    return JSON.stringify(
      recorder.spans.map(({ name, attributes, status, events }) => [
        name,
        attributes,
        status,
        events,
      ]),
    );
  };

  it("are in no span unless they are asked for", async () => {
    expect(await everything()).not.toContain(SECRET);
  });

  it("that were given are recorded with recordInputs, and nothing else", async () => {
    const text = await everything({ recordInputs: true });
    expect(text).not.toContain("paid with");
    const call = recorder.named("tools/call crash");
    expect(call.attributes["gen_ai.tool.call.arguments"]).toBe(`{"pin":"${SECRET}"}`);
    const search = recorder.named("execute_tool search_tools");
    expect(search.attributes["gen_ai.tool.call.arguments"]).toBe(`{"query":"${SECRET}"}`);
    const [execution] = recorder.spans.filter(({ name }) => name === "execute_tool execute_code");
    expect(execution?.attributes["gen_ai.tool.call.arguments"]).toContain("bank.pay");
    expect(call.status.message).toBeUndefined();
  });

  it("that came of it are recorded with recordOutputs, texts of errors included", async () => {
    const client = openBank({ telemetry: { recordOutputs: true } });
    await client.executeCode(pay());
    await client.executeCode(pay("refuse"));
    const paid = `paid with ${SECRET}`;
    expect(recorder.named("tools/call pay").attributes["gen_ai.tool.call.result"]).toBe(
      JSON.stringify(paid),
    );
    expect(recorder.named("tools/call refuse").status.message).toBe(paid);
    const [first, second] = recorder.spans.filter(({ name }) => name.endsWith("execute_code"));
    expect(first?.attributes["gen_ai.tool.call.result"]).toBe(paid);
    expect(second?.status.message).toContain(paid);
    const given = recorder.spans.filter(
      ({ attributes }) => "gen_ai.tool.call.arguments" in attributes,
    );
    expect(given).toEqual([]);
  });

  it("are bounded", async () => {
    const telemetry = { recordInputs: true, recordOutputs: true, maxContentLength: 100 };
    const client = openBank({ telemetry });
    await client.executeCode('return await bank.pay({ pin: "😀".repeat(50_000) })');
    const { attributes } = recorder.named("tools/call pay");
    for (const key of ["gen_ai.tool.call.arguments", "gen_ai.tool.call.result"]) {
      const text = String(attributes[key]);
      expect(text.length).toBeLessThan(150);
      expect(text).toMatch(/😀… \(\d+ more characters\)$/u);
    }
  });

  it.each<[telemetry: object, says: string]>([
    [{ recordInput: true }, "codeMode.telemetry.recordInput is unknown"],
    [{ recordInputs: "yes" }, "must be true or false"],
    [{ maxContentLength: 0 }, "must be a whole number"],
    [[], "must be an object"],
  ])("are not recorded by settings that are wrong: %j", (telemetry, says) => {
    expect(() => openBank({ telemetry: telemetry as TelemetrySettings })).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(says) }),
    );
  });
});
