/**
 * An OpenTelemetry SDK that is not there, or does not work, changes nothing.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SpanProcessor } from "@opentelemetry/sdk-trace-base";
import { createToolServer, MCPClient } from "@toolweave/core";
import { expect, it } from "vitest";
import { closeLater } from "./support/heard-events.js";
import { SpanRecorder } from "./support/span-recorder.js";

const IDLE: SpanProcessor = {
  onStart: () => {},
  onEnd: () => {},
  forceFlush: async () => {},
  shutdown: async () => {},
};

it("without an SDK the API is not even loaded", () => {
  const program = fileURLToPath(new URL("fixtures/without-sdk.mjs", import.meta.url));
  const printed = execFileSync(process.execPath, [program], { encoding: "utf8" });
  expect(JSON.parse(printed)).toEqual({ result: "done", loaded: [] });
});

const fail = (): never => {
  throw new Error("the exporter is broken");
};

it.each<[when: string, broken: Partial<SpanProcessor>, recorded: number]>([
  ["starts", { onStart: fail }, 0],
  ["ends", { onEnd: fail }, 3],
])(
  "a processor that throws when a span %s does not reach the code",
  async (_, broken, recorded) => {
    const recorder = new SpanRecorder({ ...IDLE, ...broken });
    const server = createToolServer("shop", [
      {
        name: "order",
        inputSchema: { type: "object" },
        handler: () => ({ content: [{ type: "text", text: "done" }] }),
      },
    ]);
    const codeMode = { telemetry: { recordOutputs: true } };
    const client = closeLater(new MCPClient({ mcpServers: { shop: { server } } }, { codeMode }));
    const told: string[] = [];
    client.on("toolCallEnd", ({ call }) => told.push(call.status));
    const { result, error, tool_calls } = await client.executeCode(
      "await search_tools('order'); return await shop.order()",
    );
    expect({ result, error }).toEqual({ result: "done", error: null });
    expect(tool_calls).toMatchObject([{ status: "ok" }]);
    expect(told).toEqual(["ok"]);
    expect(recorder.spans).toHaveLength(recorded);
  },
);
