/**
 * OpenTelemetry spans of what code asks of servers beside tool calls.
 */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { type CodeModeConfig, MCPClient } from "@toolweave/core";
import { beforeEach, expect, it } from "vitest";
import { closeLater } from "./support/heard-events.js";
import { SpanRecorder } from "./support/span-recorder.js";

const recorder = new SpanRecorder();
beforeEach(() => recorder.clear());

function openLibrary(codeMode: CodeModeConfig): MCPClient {
  const server = new McpServer({ name: "library", version: "1" });
  const uri = "book://1";
  server.registerResource("book", uri, {}, () => ({ contents: [{ uri, text: "Once" }] }));
  server.registerPrompt("summary", { description: "Sums up" }, () => ({
    messages: [{ role: "user", content: { type: "text", text: "Sum up" } }],
  }));
  return closeLater(new MCPClient({ mcpServers: { library: { server } } }, { codeMode }));
}

const CODE = `
  await library.$resources.list();
  await library.$resources.templates();
  await library.$resources.read("book://1");
  await library.$prompts.list();
  await library.$prompts.get("summary");
`;

it("name the method, and the prompt", async () => {
  const { error } = await openLibrary({}).executeCode(CODE);
  expect(error).toBeNull();
  const [execution] = recorder.spans.slice(-1);
  const requests = recorder.childrenOf(execution as never);
  expect(requests.map(({ name }) => name)).toEqual([
    "resources/list",
    "resources/templates/list",
    "resources/read",
    "prompts/list",
    "prompts/get summary",
  ]);
  for (const { attributes } of requests) {
    expect(attributes).toMatchObject({
      "toolweave.server.name": "library",
      "toolweave.tool_call.status": "ok",
    });
    expect(attributes).not.toHaveProperty("gen_ai.operation.name");
    expect(attributes).not.toHaveProperty("mcp.resource.uri");
  }
  const { attributes } = recorder.named("prompts/get summary");
  expect(attributes).toMatchObject({
    "mcp.method.name": "prompts/get",
    "gen_ai.prompt.name": "summary",
  });
});

it("name the resource only if inputs are asked for", async () => {
  await openLibrary({ telemetry: { recordInputs: true } }).executeCode(CODE);
  const { attributes } = recorder.named("resources/read");
  expect(attributes["mcp.resource.uri"]).toBe("book://1");
  expect(attributes["gen_ai.tool.call.arguments"]).toBe('["book://1"]');
});

it("are not named after a prompt that does not exist", async () => {
  const code = 'await library.$prompts.get("no such prompt")';
  await openLibrary({}).executeCode(code);
  expect(recorder.named("prompts/get").attributes).toHaveProperty("error.type");
});

it("change nothing for code that gives an object for a name", async () => {
  const code = "await library.$prompts.get({ toString: 1 })";
  const client = openLibrary({});
  const ends: string[] = [];
  client.on("toolCallStart", ({ call }) => ends.push(`${call.id} ${call.status}`));
  client.on("toolCallEnd", ({ call }) => ends.push(`${call.id} ${call.status}`));
  const { error, error_details } = await client.executeCode(code);
  expect(error).toContain("the name must be a string, and was an object");
  expect(error_details?.code).toBe("TOOL_ARGUMENTS_INVALID");
  expect(ends).toEqual(["1 pending", "1 error"]);
  const { attributes } = recorder.named("prompts/get");
  expect(attributes["error.type"]).toBe("TOOL_ARGUMENTS_INVALID");
  expect(attributes).not.toHaveProperty("gen_ai.prompt.name");
});
