import { createToolServer, ToolweaveError } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";

const server = createToolServer("s", [
  {
    name: "fail",
    inputSchema: { type: "object" },
    handler: () => ({ isError: true, content: [{ type: "text", text: "no" }] }),
  },
]);

describe("the error of a nested call, as executors of one's own get it", () => {
  it("has server and tool as its details, and nothing else of the call's record", async () => {
    const host = open({ s: { server } }).executorHost;
    await host.connectServers();
    const gate = host.openGate({});
    const thrown: unknown = await gate
      .call({ id: 1, server: "s", tool: "fail", args: [{ n: 1 }] })
      .catch((error: unknown) => error);
    gate.close();
    if (!ToolweaveError.isInstance(thrown)) throw thrown;
    expect(JSON.parse(JSON.stringify(thrown))).toEqual({
      name: "ToolError",
      code: "TOOL_FAILED",
      message: "no",
      details: { server: "s", tool: "fail" },
      target: { server: "s", tool: "fail" },
      content: [{ type: "text", text: "no" }],
    });
  });

  const circle: Record<string, unknown> = {};
  circle["itself"] = circle;
  it.each<[what: string, args: Record<string, unknown>, why: string]>([
    ["a bigint", { n: 1n }, "Do not know how to serialize a BigInt"],
    ["a circle", circle, "Converting circular structure to JSON"],
  ])("says that %s cannot be sent, and the call is told of as any other", async (_, args, why) => {
    const client = open({ s: { server } });
    const ended: unknown[] = [];
    client.on("toolCallEnd", ({ call }) => ended.push(call));
    await client.executorHost.connectServers();
    const [namespace] = client.executorHost.getToolNamespaces();
    await expect(namespace?.callTool("fail", args)).rejects.toMatchObject({
      name: "ToolArgumentsError",
      code: "TOOL_ARGUMENTS_INVALID",
      message: `fail on "s" cannot be sent: ${why}`,
    });
    const error_code = "TOOL_ARGUMENTS_INVALID";
    expect(ended).toMatchObject([{ tool: "fail", status: "error", error_code, unsent: true }]);
  });
});
