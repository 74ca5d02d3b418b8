import { createToolServer, type LiveServer } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";
import { rawServer } from "./support/raw-server.js";

const good = createToolServer("good", [
  {
    name: "echo",
    inputSchema: { type: "object" },
    handler: () => ({ content: [{ type: "text", text: "here" }] }),
  },
]);
/** It takes messages, and never says anything. */
const silent = {
  connect: async (transport) => transport.start(),
  close: async () => {},
} as LiveServer;

describe("a server that does not answer when it is connected", () => {
  it.each([
    ["in a process of its own", rawServer("hang")],
    ["in this process", { server: silent }],
  ])("holds up nobody for longer than code may take: %s", async (_, hung) => {
    const client = open({ good: { server: good }, hung });
    const started = performance.now();
    const { result, error } = await client.executeCode(
      "return [await good.echo(), await hung.echo().catch(({ code, message }) => [code, message])]",
      2_000,
    );
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(error).toBeNull();
    const why =
      'The server "hung" is still being connected. It may be there for the next execution.';
    expect(result).toEqual(["here", ["SERVER_UNAVAILABLE", why]]);
  });
});
