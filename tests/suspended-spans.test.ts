/** Spans of code that waits for approval, and runs again when it has its answer. */

import { ChatOpenAI } from "@langchain/openai";
import { MCPAgent } from "@toolweave/agent";
import { createToolServer, type InProcessTool, MCPClient } from "@toolweave/core";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { expect, it } from "vitest";
import { closeLater } from "./support/heard-events.js";
import { hasFailed, SpanRecorder } from "./support/span-recorder.js";

const recorder = new SpanRecorder();

it("have not failed where it is suspended, and are made once of each call that is made", async () => {
  const tool = (name: string): InProcessTool => ({
    name,
    inputSchema: { type: "object" },
    handler: () => ({ content: [{ type: "text", text: name }] }),
  });
  const code = "await notes.list(); return notes.delete()";
  const standIn = await startModelStandIn({
    provider: "openai",
    turns: [{ toolCalls: [{ name: "execute_code", args: { code } }] }, { text: "Done." }],
  });
  const server = createToolServer("notes", [tool("list"), tool("delete")]);
  const policy = { rules: [{ match: "notes.delete", action: "ask" as const }] };
  const telemetry = { recordOutputs: true };
  const client = closeLater(
    new MCPClient({ mcpServers: { notes: { server } } }, { codeMode: { policy, telemetry } }),
  );
  const { apiKey, baseUrl } = standIn;
  const llm = new ChatOpenAI({ model: "gpt-5", apiKey, configuration: { baseURL: baseUrl } });
  await using agent = new MCPAgent({ llm, client });
  const told = (): unknown[] =>
    recorder.spans.map(({ name, attributes }) => [
      name,
      attributes["toolweave.tool_call.status"] ??
        ["resumed", "suspended"].filter((how) => attributes[`toolweave.execution.${how}`]),
      attributes["gen_ai.tool.call.result"],
    ]);
  await agent.invoke("Tidy up");
  const first = [
    ["tools/call list", "ok", '"list"'],
    ["tools/call delete", "pending", undefined],
    ["execute_tool execute_code", ["suspended"], undefined],
  ];
  expect(told()).toEqual(first);
  await agent.resume([{ type: "approve" }]);
  expect(told()).toEqual([
    ...first,
    ["tools/call delete", "ok", '"delete"'],
    ["execute_tool execute_code", ["resumed"], "delete"],
  ]);
  expect(recorder.spans.filter(hasFailed)).toEqual([]);
  await standIn.close();
});
