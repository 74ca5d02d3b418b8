import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

describe("a server that fails again and again", () => {
  it("is not waited for a third time, though it is tried", async () => {
    const journal = join(mkdtempSync(join(tmpdir(), "toolweave-")), "journal");
    const dies = `setTimeout(() => { require("node:fs").appendFileSync(${JSON.stringify(journal)}, "x"); process.exit(3) }, 1500)`;
    const client = open({
      good: { server: good },
      failing: { command: process.execPath, args: ["-e", dies] },
    });
    const run = (): Promise<unknown> => client.executeCode("return await good.echo()");
    await run();
    await run();
    expect(readFileSync(journal, "utf8")).toBe("xx");
    expect(await run()).toMatchObject({ result: "here", error: null });
    expect(readFileSync(journal, "utf8")).toBe("xx");
    const { error } = await client.executeCode("return await failing.anything()");
    expect(error).toContain("exit code 3");
  });
});
