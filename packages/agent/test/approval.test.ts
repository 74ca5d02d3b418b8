import { describe, expect, it } from "vitest";
import { openBench, runs } from "./support/bench.js";
import { createNotesServer } from "./support/notes-server.js";

const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };

describe("a call that needs approval", () => {
  it("ends the run with what is asked, and has not been made", async () => {
    const { agent, made } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: {
        turns: [runs("await notes.read({ id: 1 }); return await notes.delete({ id: 1 })")],
      },
    });
    const result = await agent.invoke("Delete note 1");
    expect(result.status).toBe("needs-approval");
    expect(result.approvals).toEqual([
      {
        id: 2,
        server: "notes",
        namespace: "notes",
        tool: "delete",
        args: { id: 1 },
        description: "Deletes one note",
      },
    ]);
    expect(await agent.pendingApprovals()).toEqual(result.approvals);
    expect(made).toEqual(["read 1"]);
  });

  it("is made once it is approved, and nothing before it is made again", async () => {
    const { agent, made, standIn } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: {
        turns: [
          runs(`
            const ids = await notes.list();
            const kept = await notes.read({ id: ids[0] });
            console.log("read", kept.text);
            const first = await notes.delete({ id: 2 });
            const second = await notes.delete({ id: 3 });
            return { kept, first, second };
          `),
          { text: "Both are gone." },
        ],
      },
    });
    const first = await agent.invoke("Delete notes 2 and 3");
    expect(first.approvals.map(({ args }) => args)).toEqual([{ id: 2 }]);
    const second = await agent.resume([{ type: "approve" }]);
    expect(second.approvals.map(({ args }) => args)).toEqual([{ id: 3 }]);
    const third = await agent.resume([{ type: "approve" }]);
    expect(third).toMatchObject({ status: "answered", output: "Both are gone." });
    expect(made).toEqual(["list", "read 1", "delete 2", "delete 3"]);
    const seen = standIn.received().at(-1)?.request?.messages.at(-1);
    expect(JSON.parse(seen?.text ?? "")).toMatchObject({
      result: { kept: { text: "note 1" }, first: { deleted: 2 }, second: { deleted: 3 } },
      logs: ["read note 1"],
    });
  });

  it("throws in the code if it is refused, with the reason", async () => {
    const { agent, made, standIn } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: { turns: [runs("return await notes.delete({ id: 2 })"), { text: "I may not." }] },
    });
    await agent.invoke("Delete note 2");
    const { output } = await agent.resume([{ type: "reject", message: "it is precious" }]);
    expect(output).toBe("I may not.");
    expect(made).toEqual([]);
    expect(standIn.received().at(-1)?.request?.messages.at(-1)?.text).toContain("it is precious");
  });

  it("is asked together with others that the code makes at the same time", async () => {
    const { agent, made } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: {
        turns: [
          runs(`
            const results = await Promise.allSettled([
              notes.delete({ id: 1 }), notes.read({ id: 4 }), notes.delete({ id: 2 }), notes.delete({ id: 3 }),
            ]);
            return results.map(({ status }) => status);
          `),
          { text: "Done." },
        ],
      },
    });
    const { approvals } = await agent.invoke("Delete three notes");
    expect(approvals.map(({ args }) => args["id"])).toEqual([1, 2, 3]);
    const result = await agent.resume([
      { type: "approve" },
      { type: "reject" },
      { type: "approve" },
    ]);
    expect(result.usage).toMatchObject({ executions: 1, nestedCalls: 4 });
    expect([...made].sort()).toEqual(["delete 1", "delete 3", "read 4"]);
  });

  it("is asked for each of several executions that wait at once", async () => {
    const { agent, made } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: {
        turns: [
          {
            toolCalls: [1, 2].map((id) => ({
              name: "execute_code",
              args: { code: `return await notes.delete({ id: ${id} })` },
            })),
          },
          { text: "Done." },
        ],
      },
    });
    const { approvals } = await agent.invoke("Delete two notes");
    expect(approvals).toHaveLength(2);
    const decisions = approvals.map(({ args }) =>
      args["id"] === 2 ? ({ type: "approve" } as const) : ({ type: "reject" } as const),
    );
    expect(await agent.resume(decisions)).toMatchObject({ output: "Done." });
    expect(made).toEqual(["delete 2"]);
  });

  it("is refused where no decision is given for it", async () => {
    const { agent, made } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: { turns: [runs("return await notes.delete({ id: 2 })"), { text: "Not done." }] },
    });
    await agent.invoke("Delete note 2");
    expect(await agent.resume([])).toMatchObject({ output: "Not done." });
    expect(made).toEqual([]);
  });

  it("is answered by the client's own policy, if that has somebody to ask", async () => {
    const policy = { ...ASK_DELETE.policy, approve: () => true };
    const { agent, made } = await openBench({
      codeModeConfig: { policy },
      script: { turns: [runs("return await notes.delete({ id: 2 })"), { text: "Done." }] },
    });
    expect(await agent.run("Delete note 2")).toBe("Done.");
    expect(made).toEqual(["delete 2"]);
  });

  it("makes run() reject, with what is asked", async () => {
    const { agent } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: { turns: [runs("return await notes.delete({ id: 2 })")] },
    });
    await expect(agent.run("Delete note 2")).rejects.toMatchObject({
      code: "APPROVAL_PENDING",
      details: { approvals: [{ tool: "delete" }] },
    });
  });
});

describe("a run again that differs", () => {
  async function openDiffering(code: string): ReturnType<typeof openBench> {
    const bench = await openBench({
      codeModeConfig: ASK_DELETE,
      script: { turns: [runs(code), { text: "It failed." }] },
    });
    const { status } = await bench.agent.invoke("Do it");
    expect(status).toBe("needs-approval");
    bench.made.length = 0;
    return bench;
  }

  it.each([
    ["an argument", "notes.read({ id: isAgain ? 1 : 2 })", "read"],
    ["the tool", "(isAgain ? notes.list : notes.read)({ id: 2 })", "list"],
  ])("in %s ends with an error before anything is called", async (_, call, other) => {
    const { agent, client, made, standIn } = await openDiffering(`
      await notes.clock();
      const isAgain = __tool_namespaces.length > 1;
      await ${call};
      return await notes.delete({ id: 2 });
    `);
    client.addServer("more", { server: createNotesServer().server });
    expect(await agent.resume([{ type: "approve" }])).toMatchObject({ output: "It failed." });
    expect(made).toEqual([]);
    const seen = standIn.received().at(-1)?.request?.messages.at(-1)?.text;
    expect(seen).toContain("did something else than before");
    expect(seen).toMatch(new RegExp(`call 2 was notes.read.* and is now notes.${other}`));
  });

  it("in what is asked calls nothing, although it was approved", async () => {
    const { agent, made } = await openDiffering("return await notes.delete({ id: Date.now() })");
    expect(await agent.resume([{ type: "approve" }])).toMatchObject({ output: "It failed." });
    expect(made).toEqual([]);
  });
});

describe("a run again", () => {
  it("gives answers in their old order, so that parallel branches number their calls as before", async () => {
    const { agent, made } = await openBench({
      codeModeConfig: ASK_DELETE,
      script: {
        turns: [
          runs(`
            const branch = async (id, rounds) => {
              for (let i = 0; i < rounds; i++) {
                await notes.read({ id });
                if (id > 2) await null;
              }
              return id;
            };
            return await Promise.all([branch(1, 5), branch(2, 3), branch(3, 7), notes.delete({ id: 4 }), branch(4, 1)]);
          `),
          { text: "Done." },
        ],
      },
    });
    expect(await agent.invoke("Go")).toMatchObject({ status: "needs-approval" });
    const before = [...made];
    expect(before).toHaveLength(16);
    expect(await agent.resume([{ type: "approve" }])).toMatchObject({ output: "Done." });
    expect(made).toEqual([...before, "delete 4"]);
  });

  it("that leaves out a call ends with an error, and what was approved is not made", async () => {
    const { agent, client, made, standIn } = await openBench({
      codeModeConfig: { ...ASK_DELETE, executorOptions: { timeoutMs: 2500 } },
      script: {
        turns: [
          runs(`
            await notes.clock();
            const all = [notes.delete({ id: 1 })];
            const isAgain = __tool_namespaces.length > 1;
            return await Promise.all(all.concat(isAgain ? [] : [notes.read({ id: 1 })]));
          `),
          { text: "It failed." },
        ],
      },
    });
    expect(await agent.invoke("Go")).toMatchObject({ status: "needs-approval" });
    client.addServer("more", { server: createNotesServer().server });
    expect(await agent.resume([{ type: "approve" }])).toMatchObject({ output: "It failed." });
    expect(made).toEqual(["clock", "read 1"]);
    expect(standIn.received().at(-1)?.request?.messages.at(-1)?.text).toContain(
      "was not made again",
    );
  });
});
