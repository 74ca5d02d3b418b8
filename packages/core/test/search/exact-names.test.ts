import { describe, expect, it } from "vitest";
import { callsFor, openWithTools } from "../support/tool-servers.js";

const SERVERS = {
  noise: [
    { name: "search_all", description: "search search search files get get get get_file" },
    { name: "find", description: "get file, get files, search for a file, create an issue" },
  ],
  files: ["get", "get_file", "get_file_info", "get_files", "search"],
  github: ["create_issue", "createIssue", "create", "list.items"],
  "my-server": ["create_issue", "📁", "🚀 launch", "___", "!"],
};

describe("a query that is a tool's name", () => {
  it("finds every tool by its own name, whatever the names of others", async () => {
    const client = openWithTools(SERVERS);
    const { results } = await client.searchTools("", "names");
    for (const { name } of results) {
      const found = await client.searchTools({ query: name, detail_level: "names", limit: 1 });
      expect(found.results[0]).toMatchObject({ name, score: 1 });
    }
  });

  it.each([
    "github.create_issue",
    "github create issue",
    "github/createIssue",
    "github::create-issue",
    "GITHUB.CREATE_ISSUE",
  ])("finds a tool by server and name: %j", async (query) => {
    const [call] = await callsFor(openWithTools(SERVERS), query);
    expect(["github.create_issue", "github.createIssue"]).toContain(call);
  });

  it("prefers the tool that is written exactly so", async () => {
    const client = openWithTools(SERVERS);
    expect((await callsFor(client, "createIssue"))[0]).toBe("github.createIssue");
    expect((await callsFor(client, "my-server.create_issue"))[0]).toBe("my_server.create_issue");
    expect((await callsFor(client, "github.createIssue"))[0]).toBe("github.createIssue");
  });

  it("finds a tool by its identifier", async () => {
    expect((await callsFor(openWithTools(SERVERS), "list_items"))[0]).toBe("github.list_items");
  });

  it("gives every expression to paste as the first result for itself", async () => {
    const client = openWithTools(SERVERS);
    for (const { call = "", name } of (await client.searchTools("", "names")).results) {
      // Names without letters share an identifier's letters.
      if (!/[a-z]/.test(name)) continue;
      const [found] = await callsFor(client, call);
      expect(found).toBe(call);
    }
  });

  it("gives them where an identifier is not made of its own name, or names differ by signs", async () => {
    const client = openWithTools({
      noise: ["create_issue", "a_b_create"],
      "a-b": ["create-issue", "create_issue", "📁", "!"],
      "a.b": ["create_issue", "create"],
      "🔥": ["create_issue", "create"],
      "💧": ["create_issue"],
    });
    for (const { call = "", name, server } of (await client.searchTools("", "names")).results) {
      expect(await callsFor(client, call)).toHaveProperty("0", call);
      expect(await callsFor(client, `${server}.${name}`)).toHaveProperty("0", call);
    }
    const { namespaces } = (await client.searchTools("", "names")).meta;
    for (const namespace of namespaces) {
      const found = await client.searchTools({ query: namespace, server: namespace });
      expect(found.results[0]?.score).toBe(0.99);
    }
  });
});

describe("a query that is a server's name", () => {
  it("brings all its tools and no others, though the name has no letters", async () => {
    const client = openWithTools({ noise: ["create", "list"], "🔥": ["light", "quench"] });
    const tools = await callsFor(client, { server: "🔥" });
    expect(tools).toHaveLength(2);
    expect(await callsFor(client, "🔥")).toEqual(tools);
    expect((await client.searchTools("🔥")).meta).toMatchObject({ result_count: 2 });
  });
});
