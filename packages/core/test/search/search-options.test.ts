import { describe, expect, it } from "vitest";
import { callsFor, openWithTools } from "../support/tool-servers.js";

const MANY = Array.from({ length: 25 }, (_, number) => `list_things_${number}`);

describe("paging", () => {
  it("gives ten results of a query, and says that there are more", async () => {
    const { meta, results } = await openWithTools({ many: MANY }).searchTools("list things");
    expect(results).toHaveLength(10);
    expect(meta).toMatchObject({ result_count: 25, has_more: true, offset: 0 });
  });

  it("gives all of an empty query, or as many as are asked for", async () => {
    const client = openWithTools({ many: MANY });
    expect(await callsFor(client, {})).toHaveLength(25);
    expect(await callsFor(client, { limit: 3 })).toEqual([0, 1, 2].map((n) => `many.${MANY[n]}`));
  });

  it.each(["", "list things", "things 7"])("gives each result of %j once", async (query) => {
    const tools = Array.from({ length: 150 }, (_, number) => `list_things_${number}`);
    const client = openWithTools({ many: tools, other: tools });
    const all = await callsFor(client, { query, limit: 1_000 });
    const pages: unknown[] = [];
    for (let offset = 0; offset < 300; offset += 40) {
      const { meta, results } = await client.searchTools({ query, limit: 40, offset });
      expect(meta).toMatchObject({ result_count: 300, has_more: offset + 40 < 300, offset });
      pages.push(...results.map(({ call }) => call));
    }
    expect(pages).toEqual(all);
    expect(new Set(all).size).toBe(300);
  });

  it("gives nothing beyond the end", async () => {
    const { meta, results } = await openWithTools({ many: MANY }).searchTools({
      query: "things",
      offset: 100,
    });
    expect(results).toEqual([]);
    expect(meta).toMatchObject({ result_count: 25, has_more: false, offset: 100 });
    expect(meta).not.toHaveProperty("suggestions");
  });
});

describe("scores", () => {
  const client = () =>
    openWithTools({
      github: [
        { name: "create_issue", description: "Create an issue in a repository" },
        { name: "list_repositories", description: "List repositories" },
      ],
      paint: [{ name: "draw", description: "Draws an issue number on a wall" }],
    });

  it("lie between 0 and 1, never rise, and are 1 for a name", async () => {
    for (const query of [
      "create issue",
      "issue",
      "create an issue in the repository. list them.",
    ]) {
      const { results } = await client().searchTools(query);
      const scores = results.map(({ score = -1 }) => score);
      expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
    const { results } = await client().searchTools("draw", "names");
    expect(results[0]).toMatchObject({ name: "draw", score: 1 });
  });

  it("are lower where words of the query are not found", async () => {
    const [all] = (await client().searchTools("list repositories here")).results;
    const [some] = (await client().searchTools("list repositories xylophone zeppelin")).results;
    expect(some?.name).toBe("list_repositories");
    expect(some?.score).toBeLessThan(all?.score ?? 0);
  });

  it("leave out what is below min_score, from the count too", async () => {
    const { results } = await client().searchTools("issue repository");
    const [best, ...others] = results;
    expect(others.length).toBeGreaterThan(0);
    const min_score = best?.score ?? 1;
    const { meta, results: left } = await client().searchTools({
      query: "issue repository",
      min_score: min_score - 0.001,
    });
    expect(left.every(({ score = 0 }) => score >= min_score - 0.001)).toBe(true);
    expect(meta.result_count).toBe(left.length);
    expect(left.length).toBeLessThan(results.length);
  });

  it("take a score for min_score as a result tells it", async () => {
    const words = ["issue", "file", "user", "pull", "label"];
    const names = words.flatMap((a) => words.map((b, n) => `${a}_${b}_of_${words[n % 3]}`));
    const searched = openWithTools({ many: names });
    const query = "list the issue, then pull a file of the user with its label";
    const { results } = await searched.searchTools({ query, limit: 100 });
    for (const { name, score: min_score } of results) {
      const left = await searched.searchTools({ query, limit: 100, min_score });
      expect(left.results.map((result) => result.name)).toContain(name);
      expect(left.meta.result_count).toBe(left.results.length);
    }
  });

  it("count no more than there is where only a name is good enough", async () => {
    const tools = Array.from({ length: 400 }, (_, n) =>
      n % 5 ? `list_thing_${n}` : `get_get_${n}`,
    );
    const search = { query: "get", min_score: 1 };
    const { meta, results } = await openWithTools({ many: tools }).searchTools(search);
    expect(results).toEqual([]);
    expect(meta).toMatchObject({ result_count: 0, has_more: false, namespace_counts: {} });
  });
});

describe("one server alone", () => {
  const client = () => openWithTools({ "my-server": ["read", "write"], other: ["read", "write"] });

  it("is chosen by its name or its namespace", async () => {
    for (const server of ["my-server", "my_server"]) {
      expect(await callsFor(client(), { server })).toEqual(["my_server.read", "my_server.write"]);
      expect(await callsFor(client(), { query: "read", server })).toEqual(["my_server.read"]);
      const { meta } = await client().searchTools({ query: "read", server });
      expect(meta).toMatchObject({ total_tools: 4, namespace_counts: { my_server: 1 } });
    }
  });

  it("is refused if there is none of that name, with the nearest names", async () => {
    await expect(client().searchTools({ server: "my_sever" })).rejects.toMatchObject({
      code: "SERVER_UNKNOWN",
      message: expect.stringContaining("Did you mean my_server?"),
    });
    await expect(client().searchTools({ server: "zzz" })).rejects.toMatchObject({
      message: expect.stringContaining("There are my_server, other."),
    });
  });
});

describe("levels of detail", () => {
  const tool = {
    name: "add",
    description: "Adds",
    inputSchema: { type: "object", properties: { a: { type: "number" } } },
    outputSchema: { type: "object", properties: { sum: { type: "number" } } },
    annotations: { readOnlyHint: true },
  };

  it("tell of names, descriptions, or everything", async () => {
    const client = openWithTools({ math: [tool] });
    const names = { name: "add", server: "math", call: "math.add" };
    const of = async (level?: "names" | "descriptions" | "full") =>
      (await client.searchTools("", level)).results;
    expect(await of("names")).toEqual([names]);
    expect(await of("descriptions")).toMatchObject([{ ...names, description: "Adds" }]);
    expect((await of("descriptions"))[0]).not.toHaveProperty("input_schema");
    const full = {
      input_schema: tool.inputSchema,
      output_schema: tool.outputSchema,
      annotations: tool.annotations,
    };
    expect(await of("full")).toMatchObject([full]);
    expect(await of()).toMatchObject([full]);
  });

  it("may stand beside an object of options, though not as another than in it", async () => {
    const client = openWithTools({ math: [tool] });
    const names = { name: "add", server: "math", call: "math.add", score: 1 };
    expect((await client.searchTools({ query: "add" }, "names")).results).toEqual([names]);
    expect(
      (await client.searchTools({ query: "add", detail_level: "names" }, "names")).results,
    ).toEqual([names]);
    await expect(
      client.searchTools({ query: "add", detail_level: "full" }, "names"),
    ).rejects.toMatchObject({
      code: "TOOL_ARGUMENTS_INVALID",
      message: expect.stringContaining('is "full" among the options and "names" beside them'),
    });
    await expect(client.searchTools({ query: "add" }, "nmaes" as "names")).rejects.toMatchObject({
      message: expect.stringContaining("detail_level must be one of"),
    });
  });

  it("find the same tools", async () => {
    const client = openWithTools({ math: [tool, "other"] });
    for (const level of ["names", "descriptions", "full"] as const) {
      expect(await callsFor(client, "adding a number", level)).toEqual(["math.add"]);
    }
  });
});

describe("invalid options", () => {
  it.each<[options: object | string, says: string]>([
    [
      { limit: 0 },
      "In a tool search limit must be a whole number of at least 1, not the number 0.",
    ],
    [{ limit: 2.5 }, "limit must be"],
    [{ limit: "5" }, 'not "5"'],
    [{ offset: -1 }, "offset must be a whole number of at least 0"],
    [{ min_score: 2 }, "min_score must be a number from 0 to 1, not the number 2"],
    [{ min_score: Number.NaN }, "min_score must be"],
    [{ query: 42 }, "query must be a string, not the number 42"],
    [{ query: ["add"] }, "not an array"],
    [{ server: {} }, "server must be a string, not an object"],
    [{ detail_level: "all" }, 'detail_level must be one of names, descriptions, full, not "all"'],
    [{ limits: 5 }, '"limits" is no option of a tool search. Did you mean "limit"?'],
    [{ quite: 1, other: 2 }, "Its options are query, detail_level, server"],
    [["add"], "query must be a string, not an array"],
  ])("are refused: %j", async (options, says) => {
    const client = openWithTools({ math: ["add"] });
    await expect(client.searchTools(options as never)).rejects.toMatchObject({
      code: "TOOL_ARGUMENTS_INVALID",
      message: expect.stringContaining(says),
    });
  });

  it("count as left out if they are null or undefined", async () => {
    const client = openWithTools({ math: ["add"] });
    const options = { query: null, limit: null, offset: undefined, server: null, min_score: null };
    expect(await callsFor(client, options as never)).toEqual(["math.add"]);
  });
});
