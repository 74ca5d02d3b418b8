/** Data in the form in which LangChain and LangGraph write what is more than data, which checkpointers misread. */

import { MemorySaver } from "@langchain/langgraph";
import { createToolServer, type InProcessTool, MCPClient } from "@toolweave/core";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { describe, expect, it } from "vitest";

import { MCPAgent } from "../src/index.js";
import { openBench, runs } from "./support/bench.js";
import { modelFor } from "./support/models.js";

const APPROVE = { type: "approve" as const };
const ASK_DELETE = { policy: { rules: [{ match: "notes.delete", action: "ask" as const }] } };
const UNREADABLE = '{"lc":1,"type":"constructor","id":["nope"],"kwargs":{}}';
const MISREAD = [
  ["of no constructor", UNREADABLE],
  ["of a secret", '{"lc":1,"type":"secret","id":["PATH"]}'],
  ["of undefined", '{"lc":2,"type":"undefined"}'],
  ["of a task", '{"lg_name":"Send","node":"tools","all":true}'],
  ["of a prototype", '{"__proto__":{"all":true}}'],
] as const;
const DEEP = `${'{"in":'.repeat(60)}1${"}".repeat(60)}`;
const TWO_ANSWERS = [{ text: "One." }, { text: "Two." }];

describe.each([...MISREAD, ["of many levels", DEEP] as const])("data in the form %s", (_, json) => {
  const value = JSON.parse(json) as unknown;

  it("may be a result, and the conversation goes on", async () => {
    const code = `return JSON.parse(${JSON.stringify(json)})`;
    const { agent } = await openBench({ script: { turns: [runs(code), ...TWO_ANSWERS] } });
    const { output, messages } = await agent.invoke("Read it");
    expect(output).toBe("One.");
    expect(messages[2]).toMatchObject({ artifact: { result: value } });
    expect(await agent.run("And now?")).toBe("Two.");
  });

  it("is not taken from a model as an argument, but asked for again", async () => {
    const wrong = { toolCalls: [{ name: "search_tools", args: `{"query":${json}}` }] };
    const { agent, standIn } = await openBench({ script: { turns: [wrong, ...TWO_ANSWERS] } });
    expect(await agent.run("Look")).toBe("One.");
    const told = standIn.received()[1]?.request?.messages.at(-1)?.text;
    expect(told).toContain("Nothing was called: the arguments of the call of search_tools cannot");
    expect(await agent.run("And now?")).toBe("Two.");
  });
});

describe.each(MISREAD)("with approval, data in the form %s", (_, json) => {
  it("is shown to whoever is asked, and sent as it is", async () => {
    const sent: unknown[] = [];
    const notes = createToolServer("notes", [
      {
        name: "delete",
        inputSchema: { type: "object" },
        handler: (args) => {
          sent.push(args);
          return { content: [{ type: "text", text: "deleted" }] };
        },
      },
    ]);
    const standIn = await startModelStandIn({
      provider: "openai",
      turns: [
        runs(`return await notes.delete({ id: 1, which: JSON.parse(${JSON.stringify(json)}) })`),
        runs(`return await notes.delete(JSON.parse(${JSON.stringify(json)}))`),
        ...TWO_ANSWERS,
      ],
    });
    const client = new MCPClient(
      { mcpServers: { notes: { server: notes } } },
      { codeMode: ASK_DELETE },
    );
    await using agent = new MCPAgent({ llm: modelFor(standIn), client });
    try {
      const first = await agent.invoke("Delete note 1");
      expect(first.approvals).toMatchObject([{ args: { id: 1, which: { $json: json } } }]);
      const second = await agent.resume([APPROVE]);
      expect(second.approvals).toMatchObject([{ args: { $json: json } }]);
      expect((await agent.resume([APPROVE])).output).toBe("One.");
      expect(JSON.stringify(sent[0])).toBe(`{"id":1,"which":${json}}`);
      expect(sent).toHaveLength(2);
      expect(await agent.run("And now?")).toBe("Two.");
    } finally {
      await client.close();
      await standIn.close();
    }
  });

  it("may be in the content of a failure and of an answer", async () => {
    const block = `{"type":"text","text":"no","_meta":${json}}`;
    const code = `
      const failure = await app.fail().catch(({ content }) => content);
      await app.change().catch(() => {});
      emit(JSON.parse(${JSON.stringify(block)}));
      return JSON.stringify(failure[0]._meta);
    `;

    const fail = createToolServer("app", [failing("fail", block), failing("change", block)]);
    const standIn = await startModelStandIn({
      provider: "openai",
      turns: [runs(code), ...TWO_ANSWERS],
    });
    const rules = [{ match: "app.change", action: "ask" as const }];
    const client = new MCPClient(
      { mcpServers: { app: { server: fail } } },
      { codeMode: { policy: { rules } } },
    );
    await using agent = new MCPAgent({ llm: modelFor(standIn), client, memory: new MemorySaver() });
    try {
      expect((await agent.invoke("Try it")).status).toBe("needs-approval");
      const { output, messages } = await agent.resume([APPROVE]);
      expect(output).toBe("One.");
      expect(messages).toMatchObject([{ artifact: { result: json } }, {}]);
      expect(await agent.run("And now?")).toBe("Two.");
    } finally {
      await client.close();
      await standIn.close();
    }
  });
});

/** A tool that fails with a block of content. */
function failing(name: string, block: string): InProcessTool {
  const content = [JSON.parse(block)];
  return { name, inputSchema: { type: "object" }, handler: () => ({ content, isError: true }) };
}
