import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type CallSupervisor, createToolServer } from "@toolweave/core";
import type {} from "@toolweave/executor-quickjs";
import type {} from "@toolweave/executor-vm";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";

/** Whose request the host is dealing with, as web frameworks keep it. */
const requests = new AsyncLocalStorage<string>();

const EXECUTORS = [
  { executor: "vm", executorOptions: { pool: { max: 2 } } },
  { executor: "vm", executorOptions: { isolation: "thread", pool: { max: 2 } } },
  { executor: "quickjs", executorOptions: { pool: { max: 2 } } },
] as const;

const CODE = `
  console.log("begun");
  await new Promise((resolve) => setTimeout(resolve, 5));
  return who.asks({ user: USER });
`;

describe.each(EXECUTORS)("with %j", (chosen) => {
  it("all that an execution calls in the host finds the AsyncLocalStorage of its own caller", async () => {
    const seen: [place: string, expected: string, found: string | undefined][] = [];
    const note = (place: string, expected: unknown): void => {
      seen.push([place, String(expected), requests.getStore()]);
    };
    const asks = {
      name: "asks",
      inputSchema: { type: "object", properties: { user: { type: "string" } } },
      handler: async ({ user }: Record<string, unknown>) => {
        note("handler", user);
        await delay(5);
        note("handler, later", user);
        return { content: [{ type: "text", text: String(user) }] };
      },
    };
    const client = open(
      { who: { server: createToolServer("who", [asks]) } },
      {
        ...chosen,
        policy: {
          rules: [{ match: "*", action: "ask" }],
          approve: ({ args }) => {
            note("approve", args["user"]);
            return true;
          },
        },
      },
    );
    client.on("log", ({ executionId }) => note("log", executionId));
    client.on("toolCallEnd", ({ executionId }) => note("toolCallEnd", executionId));

    const execute = (user: string): Promise<void> =>
      requests.run(user, async () => {
        const supervisor: CallSupervisor = {
          call: (_, make) => {
            note("supervisor", user);
            return make();
          },
        };
        const { error, result } = await client.executeCode(
          CODE.replace("USER", JSON.stringify(user)),
          {
            executionId: user,
            supervisor,
            onLog: () => note("onLog", user),
            onToolCall: () => note("onToolCall", user),
          },
        );
        expect([error, result]).toEqual([null, user]);
      });
    // The sandboxes are started for the first of them, and used by all.
    await execute("ann");
    await Promise.all(["bob", "cid", "dan", "eve"].map(execute));

    const places = new Set(seen.map(([place]) => place));
    expect([...places].toSorted()).toEqual([
      "approve",
      "handler",
      "handler, later",
      "log",
      "onLog",
      "onToolCall",
      "supervisor",
      "toolCallEnd",
    ]);
    expect(seen.filter(([, expected, found]) => found !== expected)).toEqual([]);
  });
});
