import type { SearchSettings } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { eventually } from "../support/processes.js";
import { ChangingServer, callsFor, openWithTools } from "../support/tool-servers.js";
import { trigramVector } from "../support/trigram-vectors.js";

const SERVERS = {
  lab: [
    { name: "measure_photosynthesis", description: "Measures photosynthesis of a leaf" },
    { name: "weigh", description: "Weighs a sample" },
  ],
  office: [
    { name: "print", description: "Prints a document" },
    { name: "scan", description: "Scans a photo" },
  ],
};

/** Embeds by trigrams, and remembers what it was given. */
function recorder(): { calls: string[][]; embed: NonNullable<SearchSettings["embed"]> } {
  const calls: string[][] = [];
  return {
    calls,
    embed: async (texts) => {
      calls.push(texts);
      return texts.map(trigramVector);
    },
  };
}

function withEmbed(embed: SearchSettings["embed"], settings: SearchSettings = {}) {
  return openWithTools(SERVERS, { search: { ...settings, embed } });
}

describe("a search with an embedding model", () => {
  it("finds what has no word of the query", async () => {
    const query = "photosynthesizing biosynthesis";
    expect(await callsFor(openWithTools(SERVERS), query)).toEqual([]);
    const { embed } = recorder();
    const { meta, results } = await withEmbed(embed).searchTools(query);
    expect(results[0]).toMatchObject({ name: "measure_photosynthesis" });
    expect(results[0]?.score).toBeGreaterThan(0.3);
    expect(meta).not.toHaveProperty("notes");
    expect(meta.result_count).toBe(results.length);
  });

  it("goes by words alone with a weight of 0, and by vectors alone with 1", async () => {
    const { embed } = recorder();
    const words = await callsFor(openWithTools(SERVERS), "scan documents");
    const wordsAlone = withEmbed(embed, { embedWeight: 0 });
    expect((await callsFor(wordsAlone, "scan documents")).slice(0, words.length)).toEqual(words);
    const vectorsAlone = withEmbed(embed, { embedWeight: 1 });
    expect((await callsFor(vectorsAlone, "printing"))[0]).toBe("office.print");
  });

  it("still has a tool of that very name first", async () => {
    const { embed } = recorder();
    const client = withEmbed(embed, { embedWeight: 1 });
    expect((await callsFor(client, "weigh"))[0]).toBe("lab.weigh");
  });

  it("embeds every tool once, in batches, and every query once", async () => {
    const { calls, embed } = recorder();
    const client = withEmbed(embed, { embedBatchSize: 3 });
    expect(calls).toEqual([]);
    await client.searchTools("print");
    await client.searchTools("print");
    await client.searchTools("scan");
    await client.searchTools();
    const ofTools = calls.filter((texts) => !["print", "scan"].includes(texts[0] ?? ""));
    expect(ofTools.map(({ length }) => length)).toEqual([3, 1]);
    expect(calls.length - ofTools.length).toBe(2);
    expect(ofTools[0]?.[0]).toContain("Measures photosynthesis of a leaf");
  });

  it("embeds only what is new when a server changes its tools", async () => {
    const { calls, embed } = recorder();
    const changing = new ChangingServer(["read_book", "write_book"]);
    const client = open(
      { shelf: { server: changing.server } },
      { codeMode: { search: { embed } } },
    );
    await client.searchTools("book");
    await changing.setTools(["read_book", "burn_book"]);
    await eventually(async () => (await callsFor(client, "book")).includes("shelf.burn_book"));
    const texts = calls.flat().filter((text) => text.includes("shelf"));
    expect(texts.map((text) => text.split("\n")[0])).toEqual([
      "read_book",
      "write_book",
      "burn_book",
    ]);
  });

  it("pages and filters as any other", async () => {
    const { embed } = recorder();
    const client = withEmbed(embed);
    const all = await callsFor(client, "print a photo");
    const [first, second] = [0, 1].map((offset) => ({ query: "print a photo", limit: 1, offset }));
    expect([...(await callsFor(client, first)), ...(await callsFor(client, second))]).toEqual(
      all.slice(0, 2),
    );
    const lab = await callsFor(client, { query: "print a photo", server: "lab" });
    expect(lab.every((call) => call?.startsWith("lab."))).toBe(true);
    const { meta, results } = await client.searchTools({ query: "print", min_score: 0.6 });
    expect(results.every(({ score = 0 }) => score >= 0.6)).toBe(true);
    expect(meta.result_count).toBe(results.length);
  });
});

describe("an embedding model that fails", () => {
  it.each<[what: string, embed: NonNullable<SearchSettings["embed"]>, says: string]>([
    ["rejects", () => Promise.reject(new Error("out of quota")), "out of quota"],
    [
      "throws",
      () => {
        throw new Error("no key");
      },
      "no key",
    ],
    ["answers with too few", async () => [[1]], "did not answer with"],
    ["answers with nothing", async () => undefined as never, "did not answer with"],
    ["answers with words", async (texts) => texts.map(() => ["a"] as never), "other things"],
    ["answers with nulls", async (texts) => texts.map(() => null as never), "other things"],
    ["answers unevenly", async (texts) => texts.map((_, n) => new Array(n + 1).fill(1)), "lengths"],
    ["never answers", () => new Promise(() => {}), "were not there within 50 ms"],
  ])("and %s leaves the search to words, and says so", async (what, embed, says) => {
    const client = withEmbed(embed, what === "never answers" ? { embedTimeoutMs: 50 } : {});
    const { meta, results } = await client.searchTools("scans photo", "names");
    const plain = await openWithTools(SERVERS).searchTools("scans photo", "names");
    expect(results).toEqual(plain.results);
    expect(meta.notes).toEqual([expect.stringContaining("Found by words alone: ")]);
    expect(meta.notes?.[0]).toContain(says);
  });

  it("is asked again by the next search", async () => {
    const { embed } = recorder();
    let fails = true;
    const client = withEmbed(async (texts) => {
      if (fails) throw new Error("too busy");
      return embed(texts);
    });
    expect((await client.searchTools("photosynthetic")).meta.notes).toHaveLength(1);
    fails = false;
    const { meta, results } = await client.searchTools("photosynthetic");
    expect(meta).not.toHaveProperty("notes");
    expect(results[0]?.name).toBe("measure_photosynthesis");
  });

  it("goes on with its work after a search has not waited for it", async () => {
    const { embed } = recorder();
    const slow: typeof embed = async (texts) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      return embed(texts);
    };
    const client = withEmbed(slow, { embedTimeoutMs: 100, embedBatchSize: 1 });
    expect((await client.searchTools("photosynthetic")).meta.notes).toHaveLength(1);
    await eventually(async () => {
      const { meta } = await client.searchTools("photosynthetic");
      return meta.notes === undefined;
    });
  });
});

describe("settings of the search", () => {
  it.each<[settings: object, says: string]>([
    [{ embed: "model" }, "codeMode.search.embed must be a function (texts) => vectors, not string"],
    [{ embedWeight: 2 }, "codeMode.search.embedWeight must be a number from 0 to 1, not 2"],
    [{ embedBatchSize: 0 }, "codeMode.search.embedBatchSize must be a whole number of at least 1"],
    [{ embedTimeoutMs: "1" }, "codeMode.search.embedTimeoutMs must be a number of milliseconds"],
    [{ model: "x" }, "codeMode.search.model is unknown; known: embed, embedWeight"],
    [[], "codeMode.search must be an object"],
  ])("are refused if they are wrong: %j", (settings, says) => {
    const make = () => openWithTools({}, { search: settings });
    expect(make).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(says) }),
    );
  });
});
