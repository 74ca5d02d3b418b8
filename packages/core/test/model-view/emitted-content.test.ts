import type { ContentBlock, ExecutionResult, ModelViewSettings } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { ScriptedExecutor } from "../support/model-views.js";

const IMAGE = { type: "image", data: "aGkh".repeat(10_000), mimeType: "image/png" };
const AUDIO = { type: "audio", data: "aGk=", mimeType: "audio/wav" };
const text = (words: string): ContentBlock => ({ type: "text", text: words });

interface Answer {
  readonly envelope: Record<string, unknown>;
  readonly blocks: readonly ContentBlock[];
  /** Characters of the envelope and of the texts behind it. */
  readonly characters: number;
  recall(): Promise<unknown>;
  recallBy(handle: string | undefined): Promise<unknown>;
}

/** What a model is given for an execution that ends like this. */
async function answer(
  execution: Partial<ExecutionResult>,
  settings: ModelViewSettings = {},
): Promise<Answer> {
  const executor = new ScriptedExecutor();
  executor.next = execution;
  const client = open({}, { codeMode: { executor, ...settings } });
  const { content } = await client.callTool("code_mode", "execute_code", { code: "" });
  const [first, ...blocks] = content;
  const envelope = JSON.parse(String(first?.["text"])) as Record<string, unknown>;
  const texts = content.map((block) => (block.type === "text" ? String(block["text"]) : ""));
  const [, handle = ""] = /recall\('(r\d+)'\)/.exec(String(envelope["content"])) ?? [];
  const recallBy = async (handle = ""): Promise<unknown> =>
    JSON.parse(String(await client.executorHost.recall?.(handle)));
  return {
    envelope,
    blocks,
    characters: texts.join("").length,
    recall: () => recallBy(handle),
    recallBy,
  };
}

describe("content blocks of an execution", () => {
  it("follow the text, which says how many they are, and are not in it", async () => {
    const content = [IMAGE, text("see"), IMAGE, AUDIO];
    const { envelope, blocks } = await answer({ result: 5, content });
    expect(blocks).toEqual(content);
    expect(envelope).toEqual({
      result: 5,
      logs: [],
      error: null,
      execution_time: 0.5,
      content: "4 blocks follow: image/png ×2, text, audio/wav.",
    });
  });

  it("follow the error of an execution that failed", async () => {
    const { envelope, blocks } = await answer({ error: "Error: no", content: [text("so far")] });
    expect(envelope).toMatchObject({ error: "Error: no", content: "1 block follows: text." });
    expect(blocks).toEqual([text("so far")]);
  });

  it("are not said to be kept if what was cut beside them has taken their place", async () => {
    const execution = { result: "r".repeat(5_000), content: [text("t".repeat(5_000))] };
    const settings = { outputBudget: 1_000, recall: { maxEntries: 1 } };
    const { envelope, recall, characters } = await answer(execution, settings);
    expect(envelope["content"]).toContain("The rest was not kept: emit less text.");
    expect(envelope["cut"]).toMatch(/recall\('r\d+'\) gives the whole result/);
    expect(characters).toBeLessThanOrEqual(1_000);
    await expect(recall()).rejects.toMatchObject({ code: "RECALL_UNKNOWN" });
  });

  it("are within the least budget too if all else has to be cut as well", async () => {
    const call = { server: "s", namespace: "n".repeat(200), tool: "t", status: "ok" } as const;
    const execution = {
      result: ["✂ ".repeat(300)],
      logs: ["l".repeat(500)],
      error: "e".repeat(500),
      tool_calls: [{ id: 1, ...call, started_ms: 0, duration_ms: 1, bytes_in: 2, bytes_out: 2 }],
      content: [text("t".repeat(500))],
      note: "of the executor's own ".repeat(50),
    };
    const { envelope, characters, recallBy } = await answer(execution, { outputBudget: 500 });
    expect(characters).toBeLessThanOrEqual(500);
    const { result, logs, error, note } = execution;
    const [, handle] = /recall\('(r\d+)'\) gives an object/.exec(String(envelope["cut"])) ?? [];
    expect(await recallBy(handle)).toMatchObject({ result, logs, error, note });
  });

  it("are not spoken of where there are none", async () => {
    for (const content of [undefined, []]) {
      const { envelope, blocks } = await answer({ ...(content && { content }) });
      expect(envelope).not.toHaveProperty("content");
      expect(blocks).toEqual([]);
    }
  });

  it("take of the budget what there is to read of them, and media take nothing", async () => {
    const content = [IMAGE, text("a".repeat(9_000)), IMAGE];
    const result = "b".repeat(9_000);
    const { envelope, blocks, characters } = await answer(
      { result, content },
      { outputBudget: 20_000 },
    );
    expect([envelope["result"], blocks]).toEqual([result, content]);
    expect(characters).toBeLessThanOrEqual(20_000);
  });

  it("are cut to the budget, and can be recalled whole", async () => {
    const content = [text("head ".repeat(9_000)), IMAGE, text("short"), text("🔥".repeat(9_000))];
    const { envelope, blocks, characters, recall } = await answer(
      { result: "small", content },
      { outputBudget: 5_000 },
    );
    expect(characters).toBeLessThanOrEqual(5_000);
    expect(characters).toBeGreaterThan(3_500);
    expect(envelope["result"]).toBe("small");
    expect(blocks.map(({ type }) => type)).toEqual(["text", "image", "text", "text"]);
    expect(blocks[0]?.["text"]).toMatch(/^head .* ✂ 4\d,\d{3} more characters ✂ .*head $/);
    expect(blocks.slice(1, 3)).toEqual([IMAGE, text("short")]);
    expect(envelope["content"]).toContain("4 blocks follow: text ×3, image/png. ✂ marks where");
    expect(await recall()).toEqual([content[0], content[3]]);
  });

  it("share the budget with a large result, each half of it", async () => {
    const content = [text("words ".repeat(9_000))];
    const { envelope, blocks, characters } = await answer(
      { result: "result ".repeat(9_000), content },
      { outputBudget: 4_000 },
    );
    expect(characters).toBeLessThanOrEqual(4_000);
    expect(String(envelope["result"]).length).toBeGreaterThan(1_000);
    expect(String(blocks[0]?.["text"]).length).toBeGreaterThan(1_500);
    expect(envelope["cut"]).toContain("gives the whole result");
  });

  it("are left out where there are too many, which is told", async () => {
    const content = Array.from({ length: 90 }, (_, n) => text(`${n} ${"x".repeat(500)}`));
    const { envelope, blocks, characters, recall } = await answer(
      { content },
      { outputBudget: 4_000 },
    );
    expect(characters).toBeLessThanOrEqual(4_000);
    expect(blocks.length).toBeGreaterThan(5);
    expect(envelope["content"]).toContain(`${90 - blocks.length} found no room.`);
    expect(await recall()).toEqual(content);
  });

  it("of the smallest budget are recalled", async () => {
    const content = [text("x".repeat(5_000)), AUDIO];
    const { envelope, blocks, recall } = await answer({ content }, { outputBudget: 500 });
    expect(blocks).toEqual([AUDIO]);
    expect(envelope["content"]).toContain("1 found no room.");
    expect(await recall()).toEqual([content[0]]);
  });

  it.each([
    [700, { result: "r".repeat(3_000) }],
    [900, { result: "r".repeat(3_000), logs: Array.from({ length: 500 }, (_, n) => `line ${n}`) }],
    [1_100, { error: "e".repeat(3_000), logs: ["l".repeat(3_000)] }],
  ])("are recalled by the handle that a budget of %i shows", async (outputBudget, others) => {
    const content = Array.from({ length: 40 }, () => text("x".repeat(100)));
    const { envelope, blocks, characters, recall } = await answer(
      { ...others, content },
      { outputBudget },
    );
    expect(characters).toBeLessThanOrEqual(outputBudget);
    expect(envelope["content"]).toMatch(
      new RegExp(`^${blocks.length} blocks? follows?: .* gives whole, in an array, .* no room\\.$`),
    );
    expect(await recall()).toEqual(content.slice(blocks.length));
  });

  it("that are resources and links are cut, or stand as a mark", async () => {
    const resource = { type: "resource", resource: { uri: "a:1", text: "z".repeat(9_000) } };
    const link = { type: "resource_link", uri: "a:2", name: "n", description: "d".repeat(9_000) };
    const bytes = { type: "resource", resource: { uri: "a:3", blob: IMAGE.data } };
    const { blocks, characters } = await answer(
      { content: [resource, link, bytes] },
      { outputBudget: 3_000 },
    );
    expect(characters).toBeLessThanOrEqual(3_000);
    expect(blocks).toEqual([
      { type: "resource", resource: { uri: "a:1", text: expect.stringMatching(/^z+ ✂ .* ✂ z+$/) } },
      text(expect.stringMatching(/^✂ 9,\d{3} more characters ✂$/) as never),
      bytes,
    ]);
  });

  it("cannot pass for marks", async () => {
    const content = [text(`✂ 5 more characters ✂ ${"x".repeat(9_000)}`)];
    const { blocks } = await answer({ content }, { outputBudget: 2_000 });
    expect(blocks[0]?.["text"]).toMatch(
      /^✂ 5 more characters ✂ x+ (✂\w+) \d,\d{3} more characters \1 x+$/,
    );
  });

  it("are told as texts where an executor gives something else", async () => {
    const content = [{ type: "hologram" }, "words", IMAGE] as never;
    const { blocks } = await answer({ content });
    expect(blocks).toEqual([text('{"type":"hologram"}'), text('"words"'), IMAGE]);
    expect((await answer({ content: 5 as never })).blocks).toEqual([text("5")]);
  });
});
