import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { ScriptedExecutor, type View, view } from "../support/model-views.js";
import { textOf } from "../support/results.js";

const long = (text: string): string => `${text} `.repeat(300);
const budget = { outputBudget: 500 };

/** The handles under which results are kept. */
async function handlesOf(
  models: View,
  results: readonly string[],
): Promise<(string | undefined)[]> {
  const handles = [];
  for (const result of results) {
    handles.push((await models.show({ result: long(result) })).handles[0]);
  }
  return handles;
}

describe("what was cut", () => {
  it("is had back as it was, by the handle that the answer names", async () => {
    const models = view(budget);
    const odd: unknown = JSON.parse('{"__proto__":{"a":1},"toJSON":2,"":[null,-1e-7,1e21]}');
    const result = { text: long("ü\ud800🔥\u2028"), odd };
    const { handles } = await models.show({ result });
    expect(handles).toEqual([expect.stringMatching(/^r\d+$/)]);
    expect(await models.recall(handles[0])).toEqual(result);
  });

  it("has handles of its own for the result, the log and the error", async () => {
    const models = view(budget);
    const logs = [long("one"), long("two")];
    const execution = { result: long("result"), logs, error: long("error") };
    const { text, handles } = await models.show(execution);
    expect(new Set(handles).size).toBe(3);
    for (const name of ["result", "logs", "error"] as const) {
      const [, handle] = new RegExp(`'(r\\d+)'\\) gives the whole ${name}`).exec(text) ?? [];
      expect(await models.recall(handle)).toEqual(execution[name]);
    }
  });

  it("has a new handle each time, but for the same value the same", async () => {
    const models = view(budget);
    const [a, b, again, c] = await handlesOf(models, ["a", "b", "a", "c"]);
    expect(new Set([a, b, c]).size).toBe(3);
    expect(again).toBe(a);
    expect(await models.recall(a)).toBe(long("a"));
  });

  it("does not change with what the executor does to its result afterwards", async () => {
    const models = view(budget);
    const result = [long("before")];
    const { handles } = await models.show({ result });
    result[0] = "after";
    expect(await models.recall(handles[0])).toEqual([long("before")]);
  });
});

describe("the store", () => {
  it("lets the oldest go when there are too many", async () => {
    const models = view({ ...budget, recall: { maxEntries: 2 } });
    const [a, b, , c] = await handlesOf(models, ["a", "b", "a", "c"]);
    expect(await models.recall(a)).toBe(long("a"));
    await expect(models.recall(b)).rejects.toMatchObject({
      code: "RECALL_UNKNOWN",
      message: expect.stringContaining(`Kept are ${c}, ${a};`),
    });
  });

  it("lets the oldest go when they are too large together", async () => {
    const models = view({ ...budget, recall: { maxCharacters: 1_500 } });
    const [a, b, c] = await handlesOf(models, ["a", "b", "c"]);
    await expect(models.recall(a)).rejects.toThrow(`Kept are ${c}, ${b};`);
  });

  it("does not keep what is too large for it, and the answer says so", async () => {
    const models = view({ ...budget, recall: { maxCharacters: 1_000 } });
    const [a] = await handlesOf(models, ["a"]);
    const { text, handles } = await models.show({ result: long("much longer") });
    expect(handles).toEqual([]);
    expect(text).toContain("The rest of the result was not kept: return and print less.");
    expect(await models.recall(a)).toBe(long("a"));
  });

  it("names no handle of what has made way at once", async () => {
    const models = view({ ...budget, recall: { maxEntries: 1 } });
    const { handles } = await models.show({ result: long("a"), logs: [long("b")] });
    expect(handles).toHaveLength(1);
    await expect(models.recall(handles[0])).resolves.toBeDefined();
  });

  it("keeps nothing with room for nothing", async () => {
    const models = view({ ...budget, recall: { maxEntries: 0 } });
    expect((await models.show({ result: long("a") })).text).toContain("was not kept");
    await expect(models.recall("r1")).rejects.toThrow("Nothing is kept at present");
  });

  it("keeps nothing of what fits, nor of what the host itself runs", async () => {
    const executor = new ScriptedExecutor();
    const client = open({}, { codeMode: { executor, ...budget } });
    const [executeCode] = client.codeModeConnector?.tools ?? [];
    await executeCode?.call({ code: "" });
    executor.next = { result: long("whole") };
    expect((await client.executeCode("")).result).toBe(long("whole"));
    expect((await client.codeModeConnector?.executeCode({ code: "" }))?.result).toBe(long("whole"));
    await expect(client.executorHost.recall?.("r1")).rejects.toThrow("Nothing is kept at present");
  });

  it("is each client's own", async () => {
    const [one, other] = [view(budget), view(budget)];
    const { handles } = await one.show({ result: long("a") });
    await expect(other.recall(handles[0])).rejects.toMatchObject({ code: "RECALL_UNKNOWN" });
  });

  it("gives nothing else for a handle of another client's, as of the process before", async () => {
    const [before, now] = [view(budget), view(budget)];
    const { handles } = await before.show({ result: long("before") });
    await now.show({ result: long("now") });
    await expect(now.recall(handles[0])).rejects.toMatchObject({ code: "RECALL_UNKNOWN" });
  });

  it("answers for a handle of any size with a short message", async () => {
    await expect(view().recall("x".repeat(1e6))).rejects.toMatchObject({
      code: "RECALL_UNKNOWN",
      message: expect.stringMatching(/^.{0,300}$/),
    });
  });
});

describe("an executor whose code has no recall", () => {
  it("gives its model no handle, and nothing is kept", async () => {
    const executor = async (): Promise<never> => ({ result: long("a") }) as never;
    const client = open({}, { codeMode: { executor, ...budget } });
    const [executeCode] = client.codeModeConnector?.tools ?? [];
    const text = textOf((await executeCode?.call({ code: "" })) ?? { content: [] });
    expect(text).toContain("✂ marks what was left out. The rest of the result was not kept");
    expect(text).not.toContain("recall(");
    await expect(client.executorHost.recall?.("r1")).rejects.toThrow("Nothing is kept at present");
  });
});
