/** Runs in which another model takes over. */
import { createToolServer, MCPClient } from "@toolweave/core";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { modelFallbackMiddleware } from "langchain";
import { expect, it } from "vitest";
import { z } from "zod";
import { MCPAgent } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";
import { CLIENTS, modelFor } from "./support/models.js";

const FAILS = { fault: "server-error" as const };

it.each(CLIENTS)("$name goes on with the calls of a model that has failed", async (client) => {
  const second = await openBench({ client, script: { turns: [{ text: "Both are done." }] } });
  const { agent } = await openBench({
    script: {
      turns: [
        { toolCalls: [1, 2].flatMap((number) => runs(`return ${number}`).toolCalls) },
        { fault: "server-error" },
      ],
    },
    middleware: [modelFallbackMiddleware(modelFor(second.standIn, { client }))],
  });
  expect(await agent.run("Run both")).toBe("Both are done.");
});

it.each(CLIENTS)("$name takes over where the schemas of tools are not plain", async (client) => {
  const inputSchema = {
    type: "object" as const,
    properties: { kind: { $ref: "#/$defs/kind" }, note: { type: ["string", "null"] } },
    $defs: { kind: { const: "a" } },
  };
  const handler = (args: unknown): { content: { type: string; text: string }[] } => ({
    content: [{ type: "text", text: JSON.stringify(args) }],
  });
  const server = createToolServer("shop", [{ name: "order", inputSchema, handler }]);
  const mcp = new MCPClient({ mcpServers: { shop: { server } } });
  const first = await startModelStandIn({ provider: "openai", turns: () => FAILS });
  const args = { kind: "a", note: null };
  const second = await startModelStandIn({
    provider: client.provider,
    turns: [
      { toolCalls: [{ name: "order", args }] },
      { toolCalls: [{ name: "final_answer", args: { size: null } }] },
    ],
  });
  const agent = new MCPAgent({
    llm: modelFor(first),
    client: mcp,
    middleware: [modelFallbackMiddleware(modelFor(second, { client }))],
  });
  const schema = z.object({ size: z.union([z.number(), z.literal("all")]).nullable() });
  const { output, messages } = await agent.invoke("Order", { schema });
  expect(output).toEqual({ size: null });
  expect(messages[2]?.text).toBe(JSON.stringify(args));
  await Promise.all([agent.close(), mcp.close(), first.close(), second.close()]);
});
