/** Rules and approvals stay with the tools they were made for, whatever tools and servers come to be. */
import { McpServer, type RegisteredTool } from "@modelcontextprotocol/sdk/server/mcp.js";
import { createToolServer, type MCPClient, type ToolPolicy } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";

const CALL_ALL = `
  const made = [];
  for (const name of Object.keys(s)) await s[name]().then((text) => made.push(text), () => {});
  return made;
`;

type ByName = (name: string) => void;

/** A server whose tools come and go; each answers with its name. */
function growing(...names: string[]): { server: McpServer; add: ByName; remove: ByName } {
  const server = new McpServer({ name: "s", version: "1.0.0" });
  const tools = new Map<string, RegisteredTool>();
  const add = (name: string): void => {
    const answer = () => ({ content: [{ type: "text" as const, text: name }] });
    tools.set(name, server.registerTool(name, {}, answer));
  };
  names.forEach(add);
  return { server, add, remove: (name) => tools.get(name)?.remove() };
}

/** A tool that answers with its name. */
function named(name: string) {
  return {
    name,
    inputSchema: { type: "object" },
    handler: () => ({ content: [{ type: "text", text: name }] }),
  };
}

async function made(client: MCPClient): Promise<unknown> {
  return (await client.executeCode(CALL_ALL)).result;
}

describe("a tool that a server adds, of a name like another's", () => {
  it.each<[how: string, policy: ToolPolicy]>([
    ["denies by the identifier", { rules: [{ match: "s.delete_all", action: "deny" }] }],
    ["asks by the identifier", { rules: [{ match: "s.delete_all", action: "ask" }] }],
    ["denies by conditions", { rules: [{ match: { tool: "delete_all" }, action: "deny" }] }],
  ])("takes no other from under a rule that %s", async (_, policy) => {
    const { server, add } = growing("delete-all");
    const client = open({ s: { server } }, { policy });
    expect(await made(client)).toEqual([]);
    add("delete_all");
    add("read");
    expect(await made(client)).toEqual(["read"]);
  });

  it("makes no hidden tool visible", async () => {
    const { server, add } = growing("delete-all", "read");
    const client = open({ s: { server, disallowedTools: ["delete_all"] } });
    expect(await made(client)).toEqual(["read"]);
    add("delete_all");
    expect(await made(client)).toEqual(["read"]);
    expect(client.getSession("s")?.warnings).toEqual([]);
  });

  it("is not let through by a rule on the other's raw name", async () => {
    const { server, add } = growing("read");
    const rules = [{ match: "s.get_a", action: "allow" as const }];
    const client = open({ s: { server } }, { policy: { default: "deny", rules } });
    add("get_a");
    add("get-a");
    expect(await made(client)).toEqual(["get_a"]);
  });

  it("has nothing of what was approved for the other", async () => {
    const asked: string[] = [];
    const { server, add } = growing("delete-all");
    const approve: ToolPolicy["approve"] = ({ tool }) => {
      asked.push(tool);
      return { allow: true, remember: true };
    };
    const client = open({ s: { server } }, { policy: { default: "ask", approve } });
    await made(client);
    add("delete_all");
    await made(client);
    expect(asked).toEqual(["delete-all", "delete_all"]);
  });
});

describe("a tool beside which a server has another of a name like its own", () => {
  const two = () => createToolServer("s", ["delete-all", "delete.all"].map(named));

  async function identifiers(): Promise<string[]> {
    const { result } = await open({ s: { server: two() } }).executeCode("return Object.keys(s)");
    return result as string[];
  }

  /** A client whose server loses the second of the two. */
  async function losing(
    settings: (ids: string[]) => [disallowedTools: string[], policy: ToolPolicy],
  ) {
    const { server, remove } = growing("delete-all", "delete.all");
    const [disallowedTools, policy] = settings(await identifiers());
    const client = open({ s: { server, disallowedTools } }, { policy });
    return { client, remove };
  }

  it("stays under a rule by its identifier when the other goes", async () => {
    const { client, remove } = await losing((ids) => [
      [],
      { rules: ids.map((id) => ({ match: `s.${id}`, action: "deny" })) },
    ]);
    expect(await made(client)).toEqual([]);
    remove("delete.all");
    expect(await made(client)).toEqual([]);
  });

  it("stays hidden by its identifier when the other goes", async () => {
    const { client, remove } = await losing((ids) => [ids, {}]);
    expect(await made(client)).toEqual([]);
    remove("delete.all");
    expect(await made(client)).toEqual([]);
  });
});

describe("a name that is written in another Unicode normal form", () => {
  const composed = "caf\u00e9";
  const decomposed = "cafe\u0301";

  it.each([
    [composed, decomposed],
    [decomposed, composed],
    [decomposed, "cafe*"],
    [`${decomposed}-1`, `${composed}-1`],
  ])("is known to rules that restrict: %j by %j", async (name, pattern) => {
    const server = () => createToolServer("s", [named(name)]);
    const rules = [{ match: `s.${pattern}`, action: "deny" as const }];
    expect(await made(open({ s: { server: server() } }, { policy: { rules } }))).toEqual([]);
    const hiding = open({ s: { server: server(), disallowedTools: [pattern] } });
    expect(await made(hiding)).toEqual([]);
    expect(hiding.getSession("s")?.warnings).toEqual([]);
  });
});

it("thousands of tools and rules that match nothing take a moment", async () => {
  const tools = Array.from({ length: 10_000 }, (_, i) => named(`tool-${i}`));
  const disallowedTools = Array.from({ length: 1_000 }, (_, i) => `other-${i}`);
  const rules = disallowedTools.map((name) => ({ match: `s.${name}`, action: "deny" as const }));
  const server = createToolServer("s", tools);
  const client = open({ s: { server, disallowedTools } }, { policy: { rules } });
  const start = performance.now();
  await client.listVisibleTools();
  const { error } = await client.executeCode("for (let i = 0; i < 500; i++) await s.tool_1();");
  expect(error).toBeNull();
  expect(performance.now() - start).toBeLessThan(30_000);
}, 60_000);

describe("a server", () => {
  it("that is added, of a name like another's, takes none from under a rule", async () => {
    const rules = [{ match: "my_db.wipe", action: "deny" as const }];
    const server = () => createToolServer("db", [named("wipe")]);
    const client = open({ "my-db": { server: server() } }, { policy: { rules } });
    const code = `
      const calls = __tool_namespaces.map((name) => globalThis[name].wipe());
      return (await Promise.allSettled(calls)).map(({ status }) => status);
    `;
    expect((await client.executeCode(code)).result).toEqual(["rejected"]);
    client.addServer("my_db", { server: server() });
    expect((await client.executeCode(code)).result).toEqual(["rejected", "rejected"]);
  });

  it("that replaces another of its name has nothing of what was approved for that", async () => {
    let asked = 0;
    const approve = () => ({ allow: ++asked > 0, remember: true });
    const server = () => createToolServer("s", [named("read")]);
    const client = open({ s: { server: server() } }, { policy: { default: "ask", approve } });
    await made(client);
    await made(client);
    expect(asked).toBe(1);
    await client.removeServer("s");
    client.addServer("s", { server: server() });
    await made(client);
    expect(asked).toBe(2);
  });

  it.each(["my-db.wipe_all", "my_db.wipe-all", "my-db.wipe-all", "my_db.wipe_all"])(
    "and its tool are known to the rule %j by raw name or identifier, each by itself",
    async (match) => {
      const server = createToolServer("db", [named("wipe-all")]);
      const policy = { rules: [{ match, action: "deny" as const }] };
      const { error_details } = await open({ "my-db": { server } }, { policy }).executeCode(
        "await my_db.wipe_all()",
      );
      expect(error_details?.code).toBe("POLICY_DENIED");
    },
  );
});
