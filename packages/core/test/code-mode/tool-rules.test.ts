import { createToolServer, type MCPClient, type ServerConfig } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { eventually } from "../support/processes.js";
import { jsonOf, textOf } from "../support/results.js";
import { rawServer } from "../support/servers.js";

const NAMES = ["read_file", "write_file", "delete_file", "delete.all", "list_files"];

type Rules = Pick<ServerConfig, "allowedTools" | "disallowedTools">;

function openFiles(rules: Rules, names: readonly string[] = NAMES): MCPClient {
  const tools = names.map((name) => ({
    name,
    inputSchema: { type: "object" },
    handler: () => ({ content: [{ type: "text", text: name }] }),
  }));
  return open({ files: { server: createToolServer("files", tools), ...rules } }, { codeMode: {} });
}

/** The tools that code sees, as it calls them. */
async function visible(client: MCPClient): Promise<(string | undefined)[]> {
  const { results } = await client.searchTools("", "names");
  return results.map(({ call }) => call).sort();
}

/** The error of a call made as an executor without a sandbox makes it. */
async function refusalOf(
  client: MCPClient,
  tool: string,
): Promise<{ code: string; message: string }> {
  await client.executorHost.connectServers();
  const [namespace] = client.executorHost.getToolNamespaces();
  return namespace?.callTool(tool).then(
    () => expect.fail("it was called"),
    (error) => error,
  );
}

describe("allowedTools and disallowedTools", () => {
  it.each<[rules: Rules, seen: string[]]>([
    [{ allowedTools: ["read_file", "list_*"] }, ["files.list_files", "files.read_file"]],
    [{ disallowedTools: ["delete*", "write_file"] }, ["files.list_files", "files.read_file"]],
    [
      { allowedTools: ["*_file"], disallowedTools: ["delete*"] },
      ["files.read_file", "files.write_file"],
    ],
    [{ allowedTools: ["delete.all"] }, ["files.delete_all"]],
    [{ allowedTools: ["delete_all"] }, ["files.delete_all"]],
    [{ allowedTools: [] }, []],
    [{ disallowedTools: [] }, NAMES.map((name) => `files.${name.replace(".", "_")}`).sort()],
  ])("%j", async (rules, seen) => {
    expect(await visible(openFiles(rules))).toEqual(seen);
  });

  it("hide tools from search, namespaces, declarations and suggestions, and calls of them fail", async () => {
    const client = openFiles({ disallowedTools: ["delete*"] });
    const { meta, results } = await client.searchTools("delete_file");
    expect(meta.total_tools).toBe(3);
    expect(results.map(({ name }) => name)).not.toContain("delete_file");
    const [namespace] = client.executorHost.getToolNamespaces();
    expect(namespace?.tools.map(({ name }) => name)).toEqual([
      "read_file",
      "write_file",
      "list_files",
    ]);
    expect(await client.getTypeDeclarations()).not.toContain("delete");
    await expect(client.getTypeDeclarations({ tools: ["delete_file"] })).rejects.toMatchObject({
      code: "TOOL_UNKNOWN",
    });
    for (const name of ["delete_file", "delete.all", "delete_all", "delete_fil"]) {
      const { code, message } = await refusalOf(client, name);
      expect(code).toBe("TOOL_UNKNOWN");
      expect(message.replace(`files.${name} `, "")).not.toContain("delete");
    }
  });

  it("change no identifier of what they leave", async () => {
    const names = ["get_item", "get.item", "get-item"];
    const before = await visible(openFiles({}, names));
    const after = await visible(openFiles({ disallowedTools: ["get.item"] }, names));
    expect(after).toHaveLength(2);
    expect(before).toEqual(expect.arrayContaining(after));
  });

  it("forbid by an identifier whatever comes to it by its name, and allow what has it", async () => {
    const names = ["get_item", "get.item", "get-item", "put"];
    expect(await visible(openFiles({ disallowedTools: ["get_item"] }, names))).toEqual([
      "files.put",
    ]);
    expect(await visible(openFiles({ allowedTools: ["get_item"] }, names))).toEqual([
      "files.get_item",
    ]);
  });

  it("hold for tools that a server adds later", async () => {
    const client = open(
      { raw: { ...rawServer(), disallowedTools: ["extra_*"] } },
      { codeMode: {} },
    );
    const before = await visible(client);
    expect(textOf(await client.callTool("raw", "grow"))).toBe("1");
    await eventually(async () => {
      const tools = await client.getSession("raw")?.listTools();
      return tools?.some(({ name }) => name === "extra_0") ?? false;
    });
    expect(await visible(client)).toEqual(before);
  });

  it("leave the application's own calls and lists alone", async () => {
    const client = openFiles({ allowedTools: ["read_file"] });
    expect(await visible(client)).toEqual(["files.read_file"]);
    expect(textOf(await client.callTool("files", "delete.all"))).toBe("delete.all");
    const tools = await client.getSession("files")?.listTools();
    expect(tools?.map(({ name }) => name)).toEqual(NAMES);
  });

  it("warn of a pattern that is no tool", async () => {
    const client = openFiles({
      allowedTools: ["*_file", "list_file"],
      disallowedTools: ["delet_*", "zzz"],
    });
    await client.searchTools();
    expect(client.getSession("files")?.warnings).toEqual([
      expect.stringContaining('"list_file", which is no tool: did you mean list_files'),
      'disallowedTools has "delet_*", which is no tool: did you mean delete.all or delete_file?',
      'disallowedTools has "zzz", which is no tool',
    ]);
  });

  it("include what another client's configuration has disabled", async () => {
    const raw = { ...rawServer(), disabledTools: ["die", "hush"], disallowedTools: ["fail"] };
    const client = open({ raw: raw as ServerConfig }, { codeMode: {} });
    const seen = await visible(client);
    expect(seen).toContain("raw.echo");
    expect(seen).not.toEqual(expect.arrayContaining([expect.stringMatching(/die|hush|fail/)]));
    expect(jsonOf(await client.callTool("raw", "echo", { a: 1 }))).toEqual({ a: 1 });
  });
});
