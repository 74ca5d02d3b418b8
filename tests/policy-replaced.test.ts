/** What was let through to one server is not sent to another that takes its name meanwhile. */
import { createToolServer, type MCPClient, type ToolPolicy } from "@toolweave/core";
import { expect, it } from "vitest";
import { open } from "./support/clients.js";

/** A server whose calls are recorded, and held as long as `held` says. */
function recorded(calls: string[], tag: string, held: Promise<unknown> = Promise.resolve()) {
  const tool = {
    name: "read",
    annotations: { readOnlyHint: true },
    inputSchema: { type: "object" },
    handler: async () => {
      calls.push(tag);
      await held;
      return { content: [{ type: "text", text: tag }] };
    },
  };
  const resources = {
    list: [{ uri: "n://a", name: "a" }],
    read: () => {
      calls.push(tag);
      return [{ uri: "n://a", text: tag }];
    },
  };
  return createToolServer("s", [tool], { resources });
}

async function replace(client: MCPClient, calls: string[]): Promise<void> {
  await client.removeServer("s");
  client.addServer("s", { server: recorded(calls, "new") });
  await client.listVisibleTools();
}

it.each([
  ["call", "return await s.read()"],
  ["request", 'return await s.$resources.read("n://a")'],
])("a %s that waits for a person", async (_, code) => {
  const calls: string[] = [];
  const answers: ((yes: boolean) => void)[] = [];
  const approve = () => new Promise<boolean>((resolve) => answers.push(resolve));
  const policy: ToolPolicy = { default: "ask", approve };
  const client = open({ s: { server: recorded(calls, "old") } }, { policy });
  const run = client.executeCode(code);
  await expect.poll(() => answers.length).toBe(1);
  await replace(client, calls);
  answers[0]?.(true);
  const { error_details } = await run;
  expect(calls).toEqual([]);
  expect(error_details?.code).toBe("SESSION_CLOSED");
});

it("a call that waits for its turn", async () => {
  const calls: string[] = [];
  let release: ((value: unknown) => void) | undefined;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  const policy: ToolPolicy = {
    default: "deny",
    rules: [{ match: { annotations: { readOnlyHint: true } }, action: "allow" }],
  };
  const slow = createToolServer("slow", [
    { name: "wait", annotations: { readOnlyHint: true }, inputSchema: { type: "object" }, handler },
  ]);
  async function handler() {
    calls.push("wait");
    await held;
    return { content: [] };
  }
  const client = open(
    { slow: { server: slow }, s: { server: recorded(calls, "old") } },
    { policy, limits: { maxConcurrentToolCalls: 1 } },
  );
  const run = client.executeCode(`
    const first = slow.wait();
    const second = s.read().then(() => "made", ({ code }) => code);
    await first;
    return second;
  `);
  await expect.poll(() => calls).toEqual(["wait"]);
  await replace(client, calls);
  release?.(undefined);
  expect((await run).result).toBe("SESSION_CLOSED");
  expect(calls).toEqual(["wait"]);
});
