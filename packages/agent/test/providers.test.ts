/** One scenario with the real client of every provider, and the faults that each client meets. */
import { modelRetryMiddleware } from "langchain";
import { describe, expect, it } from "vitest";
import { openBench, runs } from "./support/bench.js";
import { CLIENTS, type ModelClient } from "./support/models.js";
import { PIXEL } from "./support/notes-server.js";

const CODE = `
  // Ein "Kommentar" mit \\\\ und 中文.
  const ids = await notes.list();
  const texts = await Promise.all(ids.map(async (id) => (await notes.read({ id })).text));
  console.log("read", texts.length);
  return texts;
`;

describe.each(CLIENTS)("$name", (client) => {
  it("searches, runs code and answers", async () => {
    const { agent, standIn, made } = await openBench({
      client,
      script: {
        turns: [
          { text: "Let me look.", toolCalls: [{ name: "search_tools", args: { query: "read" } }] },
          runs(CODE),
          { text: "There are 4 notes.", usage: { inputTokens: 700, outputTokens: 30 } },
        ],
      },
    });
    const result = await agent.invoke("Read all notes");
    expect(result).toMatchObject({ status: "answered", output: "There are 4 notes." });
    expect(made.slice().sort()).toEqual(["list", "read 1", "read 2", "read 3", "read 4"]);
    expect(result.usage).toMatchObject({
      modelCalls: 3,
      toolCalls: 2,
      executions: 1,
      nestedCalls: 5,
    });
    expect(result.usage.inputTokens).toBeGreaterThan(700);
    expect(result.usage.outputTokens).toBeGreaterThan(30);
    expect(standIn.counts()).toMatchObject({ total: 3, answered: 3 });
    const last = standIn.received().at(-1)?.request;
    expect(last?.system).toContain("`notes`: 7 tools");
    expect(last?.messages.at(-1)?.text).toContain('"note 4"');
  });

  it("streams the same, with code split over chunks", async () => {
    const { agent, standIn } = await openBench({
      client,
      script: { turns: [{ text: "First:", ...runs(CODE), pieceLength: 7 }, { text: "Four." }] },
    });
    let text = "";
    for await (const piece of agent.prettyStream("Read all notes", { color: false })) text += piece;
    expect(text).toContain("First:\n");
    expect(text).toContain(`    // Ein "Kommentar" mit \\\\ und 中文.\n`);
    expect(text).toContain("  │ read 4\n");
    expect(text).toMatch(/ {2}✓ notes\.read {2}\d+ ms\n/);
    expect(text.trimEnd()).toMatch(/Four\.$/);
    expect(standIn.received().every(({ request }) => request?.isStreamed)).toBe(true);
  });

  it("makes calls side by side", async () => {
    const { agent, made } = await openBench({
      client,
      script: {
        turns: [
          {
            toolCalls: [
              ...runs("return await notes.read({ id: 1 })").toolCalls,
              ...runs("return await notes.read({ id: 2 })").toolCalls,
            ],
          },
          { text: "Both." },
        ],
      },
    });
    expect(await agent.run("Read two notes")).toBe("Both.");
    expect(made.slice().sort()).toEqual(["read 1", "read 2"]);
  });

  it("takes images, which come after the tool's answer", async () => {
    const { agent, standIn } = await openBench({
      client,
      script: { turns: [runs("emit(await notes.picture())"), { text: "A pixel." }] },
    });
    expect(await agent.run("Look")).toBe("A pixel.");
    const messages = standIn.received().at(-1)?.request?.messages ?? [];
    const images = messages.flatMap((message) =>
      message.role === "assistant" ? [] : message.images,
    );
    expect(images.map(({ data, url }) => (data ?? url)?.slice(-20))).toEqual([PIXEL.slice(-20)]);
  });

  it("goes on with a conversation in which the model said nothing", async () => {
    const { agent } = await openBench({
      client,
      script: { turns: [runs("return 1"), {}, { text: "Hello." }] },
    });
    await expect(agent.run("Go")).rejects.toMatchObject({ code: "MODEL_NO_ANSWER" });
    expect(await agent.run("Are you there?")).toBe("Hello.");
  });

  it("says what is wrong if the provider fails", async () => {
    const { agent } = await openBench({
      client,
      script: { turns: [{ fault: "bad-request", message: "the prompt is odd" }] },
    });
    await expect(agent.run("Go")).rejects.toThrow(/odd|400/);
  });

  it("tries again after a server error and a rate limit, by itself or by middleware", async () => {
    const middleware = [modelRetryMiddleware({ maxRetries: 3, initialDelayMs: 10 })];
    const { agent, standIn } = await openBench({
      client,
      ...(client.retries ? { maxRetries: 3 } : { middleware }),
      script: {
        turns: [
          { fault: "rate-limit", retryAfterSeconds: 0 },
          { fault: "server-error" },
          { text: "At last." },
        ],
      },
    });
    expect(await agent.run("Go")).toBe("At last.");
    expect(standIn.counts()).toMatchObject({ total: 3, failed: 2, answered: 1 });
  });
});

describe("a connection that ends in mid-stream", () => {
  it.each(CLIENTS.filter(({ bearsBreaks }) => bearsBreaks))(
    "fails the run of $name, and runs nothing",
    async (client) => {
      const { agent, made } = await openBench({
        client,
        script: {
          turns: [
            {
              ...runs("return await notes.list()"),
              breakOff: { afterEvents: 2, how: "disconnect" },
            },
          ],
        },
      });
      const steps = async (): Promise<void> => {
        for await (const _ of agent.prettyStream("Go", { color: false }));
      };
      await expect(steps()).rejects.toThrow();
      expect(made).toEqual([]);
    },
  );
});

describe("a model that reads no images", () => {
  it("is told that there was one", async () => {
    const client = CLIENTS.find(({ name }) => name === "ChatGroq") as ModelClient;
    const textOnly: ModelClient = {
      ...client,
      connect: (place) => client.connect({ ...place, model: "llama-3.3-70b-versatile" }),
    };
    const { agent, standIn } = await openBench({
      client: textOnly,
      script: { turns: [runs("emit(await notes.picture())"), { text: "I cannot see it." }] },
    });
    expect(await agent.run("Look")).toBe("I cannot see it.");
    const messages = standIn.received().at(-1)?.request?.messages ?? [];
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool"]);
    expect(messages.at(-1)?.text).toContain("the model reads no images");
  });
});

/** With a key in the environment, the provider itself is asked. */
const REAL = CLIENTS.filter(({ variable }) => (process.env[variable] ?? "") !== "");
for (const client of REAL) {
  describe(`${client.name}, at the provider itself`, () => {
    it("counts the notes", async () => {
      const { agent, made } = await openBench({ client, isReal: true, script: {} });
      expect(await agent.run("How many notes are there? Answer with the number.")).toMatch(
        /4|four/i,
      );
      expect(made).toContain("list");
    });
  });
}
