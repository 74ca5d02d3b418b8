import { describe, expect, it } from "vitest";
import { callsFor, openWithTools } from "../support/tool-servers.js";

const SERVERS = {
  github: [
    { name: "list_issues", description: "List issues" },
    { name: "create_issue", description: "Create an issue" },
  ],
  "mail-box": [{ name: "send", description: "Send a mail about an issue" }],
  clock: ["now"],
};

describe("what a search says beside its results", () => {
  it("counts matches by namespace", async () => {
    const client = openWithTools(SERVERS);
    const { meta } = await client.searchTools("issue");
    expect(meta).toMatchObject({
      total_tools: 4,
      namespaces: ["github", "mail_box", "clock"],
      result_count: 3,
      namespace_counts: { github: 2, mail_box: 1 },
    });
    expect((await client.searchTools()).meta.namespace_counts).toEqual({
      github: 2,
      mail_box: 1,
      clock: 1,
    });
  });

  it("counts the namespaces with the most matches if there are many", async () => {
    const servers = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`s${n}`, n < 55 ? ["look"] : ["look", "look_up"]]),
    );
    const { meta } = await openWithTools(servers).searchTools();
    const counts = meta.namespace_counts ?? {};
    expect(Object.keys(counts)).toHaveLength(20);
    expect(counts).toMatchObject({ s55: 2, s59: 2, s0: 1 });
    expect(meta.result_count).toBe(65);
  });

  it("names words of the query that no tool has", async () => {
    const client = openWithTools(SERVERS);
    const { meta } = await client.searchTools("please list issues of the xylophone with id 12345");
    expect(meta.unmatched_terms).toEqual(["xylophone", "id"]);
    expect((await client.searchTools("lsit isues")).meta).not.toHaveProperty("unmatched_terms");
  });

  it("suggests names like the query if nothing matches", async () => {
    const client = openWithTools({ svc: ["zzyxcreate", "other"], more: ["thing"] });
    const { meta, results } = await client.searchTools("xcreat");
    expect(results).toEqual([]);
    expect(meta).toMatchObject({ result_count: 0, has_more: false, suggestions: ["zzyxcreate"] });
    expect(await callsFor(client, meta.suggestions?.[0])).toEqual(["svc.zzyxcreate"]);
  });

  it("suggests the servers if no name is like the query either", async () => {
    const { meta } = await openWithTools(SERVERS).searchTools("qqqq wwww");
    expect(meta.suggestions).toEqual(["github", "mail_box", "clock"]);
    expect(meta.unmatched_terms).toEqual(["qqqq", "wwww"]);
  });

  it("is the caller's own to change", async () => {
    const client = openWithTools(SERVERS);
    const { meta, results } = await client.searchTools("issue");
    const kept = structuredClone({ meta, results });
    meta.namespaces.length = 0;
    results.length = 0;
    expect(await client.searchTools("issue")).toEqual(kept);
  });
});

describe("the order of results", () => {
  it("is the same every time, and for equal tools that of the configuration", async () => {
    const twins = ["north", "south", "east", "west"].map((name) => [
      name,
      [{ name: `look_up_${name}`, description: "Look something up" }],
    ]);
    const expected = twins.map(([name]) => `${name}.look_up_${name}`);
    for (let time = 0; time < 3; time++) {
      const client = openWithTools(Object.fromEntries(twins));
      expect(await callsFor(client, "look something up")).toEqual(expected);
      expect(await callsFor(client, "look something up")).toEqual(expected);
    }
    const reversed = openWithTools(Object.fromEntries(twins.toReversed()));
    expect(await callsFor(reversed, "look something up")).toEqual(expected.toReversed());
  });
});
