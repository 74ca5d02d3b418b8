/** What listeners of a client hear of code that waits for approval, and runs again when it has its answer. */
import type { ClientEvents, MCPClient } from "@toolweave/core";
import { expect, it } from "vitest";
import { openBench, runs } from "./support/bench.js";

const POLICY = { rules: [{ match: "notes.delete", action: "ask" as const }] };
const TIDY = `
  console.log("before");
  await notes.list();
  console.log("listed");
  await notes.delete({ id: 1 }).catch(({ code }) => console.log(code));
  console.log("after");
`;

/** What a client tells, in one line each. */
function listen(client: MCPClient): { heard: string[]; ids: Set<string | undefined> } {
  const heard: string[] = [];
  const ids = new Set<string | undefined>();
  const on = <Name extends keyof ClientEvents>(
    name: Name,
    tell: (event: Readonly<ClientEvents[Name]>) => string,
  ): unknown =>
    client.on(name, (event) => {
      ids.add(event.executionId);
      heard.push(tell(event));
    });
  on("executionStart", ({ resumed }) => (resumed ? "resumed" : "started"));
  on("executionEnd", ({ suspended, errorCode = "succeeded", toolCalls }) =>
    suspended ? `suspended, ${errorCode}` : `${errorCode}, ${toolCalls} calls`,
  );
  on("toolCallStart", ({ call: { id, tool, status } }) => `> ${id} ${tool} ${status}`);
  on("toolCallEnd", ({ call: { id, tool, status, error_code, unsent } }) =>
    ["<", id, tool, status, error_code, unsent && "unsent"].filter(Boolean).join(" "),
  );
  on("log", ({ line }) => line);
  return { heard, ids };
}

const UNTIL_ASKED = [
  ...["started", "before", "> 1 list pending", "< 1 list ok", "listed"],
  ...["> 2 delete pending", "< 2 delete pending", "suspended, succeeded"],
];

it("are told of each call that is made, and each line, once, under one executionId", async () => {
  const { agent, client } = await openBench({
    codeModeConfig: { policy: POLICY },
    script: { turns: [runs(TIDY), { text: "Done." }] },
  });
  const { heard, ids } = listen(client);
  await agent.invoke("Tidy up");
  expect(heard).toEqual(UNTIL_ASKED);
  await agent.resume([{ type: "approve" }]);
  expect(heard.slice(UNTIL_ASKED.length)).toEqual([
    ...["resumed", "> 2 delete pending", "< 2 delete ok", "after", "succeeded, 2 calls"],
  ]);
  expect(ids.size).toBe(1);
});

it("hear of a refusal as of a call that was denied", async () => {
  const { agent, client } = await openBench({
    codeModeConfig: { policy: POLICY },
    script: { turns: [runs(TIDY), { text: "Done." }] },
  });
  const { heard } = listen(client);
  await agent.invoke("Tidy up");
  await agent.resume([{ type: "reject" }]);
  expect(heard.slice(UNTIL_ASKED.length)).toEqual([
    ...["resumed", "> 2 delete pending", "< 2 delete denied POLICY_DENIED"],
    ...["POLICY_DENIED", "after", "succeeded, 2 calls"],
  ]);
});

it("hear that code which does something else than before has failed, as the model does", async () => {
  const { agent, client } = await openBench({
    codeModeConfig: { policy: POLICY },
    script: {
      turns: [
        runs("await notes.read({ id: 1 }); await notes.delete({ id: Math.random() })"),
        { text: "Done." },
      ],
    },
  });
  const { heard } = listen(client);
  await agent.invoke("Tidy up");
  await agent.resume([{ type: "approve" }]);
  expect(heard.at(-1)).toBe("REPLAY_DIVERGED, 2 calls");
  expect(heard.filter((line) => line.includes("read"))).toHaveLength(2);
});
