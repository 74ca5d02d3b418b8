import { createToolServer, MCPClient, type ServerConfig } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { CallingExecutor } from "../support/executors.js";
import { eventually, isRunning } from "../support/processes.js";
import { jsonOf, pidOf } from "../support/results.js";
import { rawServer } from "../support/servers.js";
import { ChangingServer } from "../support/tool-servers.js";

const live = (name: string): ServerConfig => ({
  server: createToolServer(name, [
    {
      name: "who",
      inputSchema: { type: "object" },
      handler: () => ({ content: [{ type: "text", text: name }] }),
    },
  ]),
});

function running(servers: Record<string, ServerConfig>): {
  client: ReturnType<typeof open>;
  executor: CallingExecutor;
} {
  const executor = new CallingExecutor();
  return { client: open(servers, { codeMode: { executor } }), executor };
}

describe("the tools that code sees", () => {
  it("are those of the servers that can be reached", async () => {
    const { client } = running({ bad: rawServer("exit", "1"), a: live("a"), b: live("b") });
    expect((await client.executeCode("tools")).result).toEqual(["a.who", "b.who"]);
    expect(client.getFailedServers()).toHaveProperty("bad");
  });

  it("follow what is added and removed", async () => {
    const { client } = running({ a: live("a") });
    expect((await client.executeCode("tools")).result).toEqual(["a.who"]);
    client.addServer("b", live("b"));
    await client.removeServer("a");
    expect((await client.executeCode("tools")).result).toEqual(["b.who"]);
    client.addServer("a", live("other"));
    const tools = (await client.executeCode("tools")).result as string[];
    expect(tools.sort()).toEqual(["a.who", "b.who"]);
    expect((await client.executeCode("a.who")).result).toBe("other");
  });

  it("follow a server that is replaced by another of its name", async () => {
    const { client } = running({ a: live("a") });
    await client.executeCode("tools");
    await client.removeServer("a");
    client.addServer("a", rawServer());
    expect((await client.executeCode("tools")).result).toContain("a.pid");
    await client.removeServer("a");
    client.addServer("a", rawServer("exit", "1"));
    expect((await client.executeCode("tools")).result).toEqual([]);
  });

  it("follow what a server says of its changes", async () => {
    const { client } = running({ raw: rawServer() });
    expect((await client.executeCode("tools")).result).not.toContain("raw.extra_0");
    await client.executeCode("raw.grow");
    await eventually(async () =>
      String((await client.executeCode("tools")).result).includes("raw.extra_0"),
    );
  });

  it("follow a server in this process at once", async () => {
    const changing = new ChangingServer(["before"]);
    const { client } = running({ changing: { server: changing.server } });
    const listed = async (): Promise<unknown> =>
      (await client.listVisibleTools()).flatMap(({ tools }) => tools.map(({ name }) => name));
    expect(await listed()).toEqual(["before"]);
    void changing.setTools(["after"]);
    expect(await listed()).toEqual(["after"]);
    void changing.setTools(["later"]);
    expect(await client.getTypeDeclarations()).toContain("later(");
    void changing.setTools(["last"]);
    const { results } = await client.searchTools("", "names");
    expect(results).toMatchObject([{ name: "last" }]);
    void changing.setTools([]);
    expect((await client.executeCode("tools")).result).toEqual([]);
  });

  it("come back with a server that has died", async () => {
    const { client } = running({ raw: rawServer() });
    const pid = await pidOf(client, "raw");
    await client.executeCode("tools");
    process.kill(pid, "SIGKILL");
    await eventually(() => client.getSession("raw") === undefined);
    expect((await client.executeCode("raw.pid")).result).not.toBe(String(pid));
  });
});

describe("a server that takes the name of another", () => {
  const hidden = { disallowedTools: ["who"] };

  it("has none of its tools for code that runs meanwhile", async () => {
    const { client } = running({ a: live("a") });
    await client.executeCode("tools");
    const [namespace] = client.executorHost.getToolNamespaces();
    await client.removeServer("a");
    client.addServer("a", { ...live("other"), ...hidden });
    await expect(namespace?.callTool("who")).rejects.toMatchObject({ code: "SERVER_UNAVAILABLE" });
    expect((await client.executeCode("tools")).result).toEqual([]);
    await expect(namespace?.callTool("who")).rejects.toMatchObject({ code: "TOOL_UNKNOWN" });
  });

  it("has none of its tools while it is not connected", async () => {
    const { client } = running({ a: live("a") });
    await client.executeCode("tools");
    await client.removeServer("a");
    client.addServer("a", { ...rawServer("hang"), ...hidden });
    const host = client.executorHost;
    await host.connectServers(50);
    expect(host.getToolNamespaces()).toEqual([]);
    expect(host.openGate({}).namespaces).toMatchObject([{ server: "a", connected: false }]);
  });
});

describe("an execution", () => {
  it("goes on while servers are added and removed", async () => {
    const { client } = running({ raw: rawServer(), gone: rawServer() });
    const execution = client.executeCode("raw.progress");
    const lost = client.executeCode("gone.sleep");
    let own = 0;
    await eventually(async () => {
      own++;
      const seen = jsonOf(await client.callTool("gone", "seen")) as string[];
      return seen.filter((method) => method === "tools/call").length > own;
    });
    client.addServer("late", live("late"));
    await client.removeServer("gone");
    expect((await lost).error).toContain('The session with the server "gone" was closed');
    expect((await execution).error).toBeNull();
    expect((await client.executeCode("late.who")).result).toBe("late");
  });

  it("ends when the client is closed, and the servers with it", async () => {
    const { client, executor } = running({ raw: rawServer() });
    const pid = await pidOf(client, "raw");
    const execution = client.executeCode("raw.sleep");
    // That for the process's number is one already.
    let own = 1;
    await eventually(async () => {
      own++;
      const seen = jsonOf(await client.callTool("raw", "seen")) as string[];
      return seen.filter((method) => method === "tools/call").length > own;
    });
    await client.close();
    expect((await execution).error).toContain("closed");
    expect(executor.cleanups).toBe(1);
    expect(isRunning(pid)).toBe(false);
    await expect(client.executeCode("tools")).rejects.toMatchObject({ code: "CLIENT_CLOSED" });
  });
});

describe("closing the client", () => {
  it("cleans up an executor that was given but never used", async () => {
    const { client, executor } = running({});
    await client.close();
    expect(executor.cleanups).toBe(1);
  });

  it("ends the servers even if the executor fails to clean up", async () => {
    class Failing extends CallingExecutor {
      override async cleanup(): Promise<void> {
        throw new Error("cannot clean up");
      }
    }
    const config = { mcpServers: { raw: rawServer() } };
    const client = new MCPClient(config, { codeMode: { executor: new Failing() } });
    const pid = await pidOf(client, "raw");
    await client.executeCode("tools");
    await expect(client.close()).rejects.toThrow("cannot clean up");
    expect(isRunning(pid)).toBe(false);
  });
});
