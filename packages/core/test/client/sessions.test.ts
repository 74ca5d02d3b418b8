import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { createToolServer, MCPClient, type MCPSession } from "@toolweave/core";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { open } from "../support/clients.js";
import { listen } from "../support/http-server.js";
import { eventually, isRunning } from "../support/processes.js";
import { jsonOf, pidOf, textOf } from "../support/results.js";
import { npmServer, rawServer } from "../support/servers.js";
import { tempFolder } from "../support/temp-folder.js";

describe("connecting", () => {
  it("waits until a server is needed", async () => {
    const starts = join(tempFolder(), "starts");
    const client = open({ raw: { ...rawServer(), env: { STARTS: starts } } });
    expect(client.getServerNames()).toEqual(["raw"]);
    expect(client.getSession("raw")).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(() => readFileSync(starts)).toThrow("ENOENT");
  });

  it("happens once for ten calls at the same time", async () => {
    const starts = join(tempFolder(), "starts");
    const client = open({ raw: { ...rawServer(), env: { STARTS: starts } } });
    const sessions = await Promise.all(
      Array.from({ length: 10 }, () => client.createSession("raw")),
    );
    expect(new Set(sessions).size).toBe(1);
    expect(await client.createSession("raw")).toBe(sessions[0]);
    expect(readFileSync(starts, "utf8").trim().split("\n")).toHaveLength(1);
  });

  it("gives a session that knows what the server said of itself", async () => {
    const session = await open({ raw: rawServer() }).createSession("raw");
    expect(session.serverName).toBe("raw");
    expect(session.serverInfo).toMatchObject({ name: "raw", version: "1" });
    expect(session.instructions).toBe("Be kind.");
    expect(session.capabilities).toHaveProperty("tools");
    expect(session.isConnected).toBe(true);
  });

  it("of all servers happens in parallel", async () => {
    // It answers none before it has been asked by all.
    const held: ServerResponse[] = [];
    const { url } = await listen((_, response) => {
      held.push(response);
      if (held.length === 3) for (const each of held) each.writeHead(500).end("no");
    });
    const client = open({ a: { url }, b: { url }, c: { url }, good: rawServer() });
    const sessions = await client.createAllSessions();
    expect(Object.keys(sessions)).toEqual(["good"]);
    const failures = Object.entries(client.getFailedServers());
    expect(failures.map(([name]) => name)).toEqual(["a", "b", "c"]);
    for (const [, { message }] of failures) expect(message).toContain("HTTP 500: no");
  });

  it("works with the reference servers", async () => {
    const folder = tempFolder();
    const client = open({
      filesystem: npmServer("filesystem", folder),
      memory: { ...npmServer("memory"), env: { MEMORY_FILE_PATH: join(folder, "memory.jsonl") } },
      everything: npmServer("everything"),
    });
    const sessions = await client.createAllSessions();
    expect(client.getFailedServers()).toEqual({});
    expect(Object.keys(sessions).sort()).toEqual(["everything", "filesystem", "memory"]);
    expect(client.getAllActiveSessions()).toEqual(sessions);
    const [files, graph, sum] = await Promise.all([
      client.callTool("filesystem", "list_allowed_directories"),
      client.callTool("memory", "create_entities", {
        entities: [{ name: "Ada", entityType: "person", observations: ["counts"] }],
      }),
      client.callTool("everything", "get-sum", { a: 2, b: 3 }),
    ]);
    expect(textOf(files)).toContain(folder);
    expect(jsonOf(graph)).toMatchObject([{ name: "Ada" }]);
    expect(textOf(sum)).toContain("5");
  });
});

describe("server names", () => {
  const names = [
    "my server",
    "🦊",
    "constructor",
    "__proto__",
    "hasOwnProperty",
    "a.b/c",
    "toString",
  ];
  const server = (name: string): unknown => ({
    server: createToolServer(name, [
      {
        name: "who",
        inputSchema: { type: "object" },
        handler: () => ({ content: [{ type: "text", text: JSON.stringify(name) }] }),
      },
    ]),
  });

  it("may be any text", async () => {
    const mcpServers = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:0`)}}`);
    for (const name of names) {
      Object.defineProperty(mcpServers, name, { value: server(name), enumerable: true });
    }
    const client = open(mcpServers);
    expect(client.getServerNames()).toEqual(names);
    const sessions = await client.createAllSessions();
    expect(Object.keys(sessions)).toEqual(names);
    expect(Object.keys(client.getAllActiveSessions())).toEqual(names);
    for (const name of names) {
      expect(sessions[name]?.serverName).toBe(name);
      expect(jsonOf(await client.callTool(name, "who"))).toBe(name);
      expect(client.getSession(name)).toBe(sessions[name]);
      await client.removeServer(name);
    }
    expect(client.getServerNames()).toEqual([]);
    expect({}).not.toHaveProperty("serverName");
  });

  it.each(["__proto__", "constructor", "toString"])(
    "%s is unknown if it is not configured",
    async (name) => {
      const client = open({ raw: rawServer() });
      await expect(client.createSession(name)).rejects.toMatchObject({ code: "SERVER_UNKNOWN" });
      expect(client.getSession(name)).toBeUndefined();
      expect((await client.createAllSessions())[name]).toBeUndefined();
      expect(client.getFailedServers()[name]).toBeUndefined();
      expect(client.getAllActiveSessions()[name]).toBeUndefined();
    },
  );

  it.each([undefined, null, 5, Symbol("no")])(
    "are unknown if they are no text: %s",
    async (name) => {
      const client = open({ raw: rawServer() });
      const none = name as never;
      for (const use of [
        () => client.createSession(none),
        () => client.callTool(none, "pid"),
        () => client.removeServer(none),
      ]) {
        await expect(use()).rejects.toMatchObject({
          code: "SERVER_UNKNOWN",
          message: `There is no server ${String(name)}. Known: raw.`,
        });
      }
      expect(() => client.addServer(none, rawServer())).toThrow(
        `The name given to addServer must be a text, not ${String(name)}`,
      );
    },
  );

  it("that are nearly right are answered with the right one", async () => {
    const client = open({ filesystem: rawServer(), github: rawServer() });
    await expect(client.createSession("file-system")).rejects.toThrow(
      'There is no server "file-system". Did you mean filesystem?',
    );
    await expect(client.callTool("zebra", "x")).rejects.toThrow("Known: filesystem, github");
  });
});

describe("adding and removing servers", () => {
  it("takes effect at once", async () => {
    const client = open({ first: rawServer() });
    client.addServer("second", rawServer());
    expect(client.getServerNames()).toEqual(["first", "second"]);
    const pid = await pidOf(client, "second");
    await client.removeServer("second");
    expect(isRunning(pid)).toBe(false);
    expect(client.getServerNames()).toEqual(["first"]);
    await expect(client.callTool("second", "pid")).rejects.toMatchObject({
      code: "SERVER_UNKNOWN",
    });
    client.addServer("second", rawServer());
    expect(await pidOf(client, "second")).not.toBe(pid);
  });

  it("refuses a name that is taken, and a server that is not there", async () => {
    const client = open({ raw: rawServer() });
    expect(() => client.addServer("raw", rawServer())).toThrow(
      expect.objectContaining({ code: "SERVER_EXISTS" }),
    );
    await expect(client.removeServer("rav")).rejects.toMatchObject({
      code: "SERVER_UNKNOWN",
      message: expect.stringContaining("Did you mean raw?"),
    });
  });

  it("checks what is added", () => {
    expect(() => open({}).addServer("x", { comand: "node" } as never)).toThrow(
      'mcpServers.x has the unknown key "comand". Did you mean "command"?',
    );
  });

  it("removes a server that is being connected", async () => {
    const client = open({ raw: rawServer("hang") });
    const connecting = client.createSession("raw");
    const failure = expect(connecting).rejects.toMatchObject({ code: "SESSION_CLOSED" });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const started = performance.now();
    await client.removeServer("raw");
    await failure;
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("ends the calls under way to a server that is removed", async () => {
    const client = open({ raw: rawServer(), other: rawServer() });
    await client.createAllSessions();
    const call = client.callTool("raw", "sleep", { ms: 60_000 });
    const outcome = expect(call).rejects.toMatchObject({
      code: "SESSION_CLOSED",
      message: 'The session with the server "raw" was closed while sleep was under way',
    });
    const other = client.callTool("other", "sleep", { ms: 300 });
    await client.callTool("raw", "echo");
    await client.removeServer("raw");
    await outcome;
    expect(textOf(await other)).toBe('"slept"');
  });
});

describe("a session", () => {
  it("can be closed by itself, and the server is connected anew on next use", async () => {
    const client = open({ raw: rawServer() });
    const session = await client.createSession("raw");
    const pid = await pidOf(client, "raw");
    await session.close();
    await session.close();
    expect(isRunning(pid)).toBe(false);
    expect(session.isConnected).toBe(false);
    expect(client.getSession("raw")).toBeUndefined();
    await expect(session.callTool("echo")).rejects.toMatchObject({ code: "SESSION_CLOSED" });
    expect(await pidOf(client, "raw")).not.toBe(pid);
  });

  it("tells its listeners once when it has ended", async () => {
    const client = open({ raw: rawServer() });
    const session = await client.createSession("raw");
    let ends = 0;
    session.onClose(() => ends++);
    process.kill(await pidOf(client, "raw"), "SIGKILL");
    await eventually(() => ends > 0);
    await client.close();
    session.onClose(() => ends++);
    expect(ends).toBe(2);
  });

  it("ends as always, whatever its listeners throw", async () => {
    const client = open({ raw: rawServer() });
    let ends = 0;
    const listened = async (): Promise<MCPSession> => {
      const session = await client.createSession("raw");
      session.onClose(() => {
        throw new Error("the listener broke");
      });
      session.onClose(() => ends++);
      return session;
    };
    const session = await listened();
    const pid = await pidOf(client, "raw");
    const calling = expect(session.callTool("sleep", { ms: 10_000 })).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
    });
    process.kill(pid, "SIGKILL");
    await calling;
    expect(ends).toBe(1);

    const next = await listened();
    const nextPid = await pidOf(client, "raw");
    await next.close();
    expect(isRunning(nextPid)).toBe(false);
    expect(ends).toBe(2);
  });
});

describe("a live server", () => {
  const clock = (): ReturnType<typeof createToolServer> =>
    createToolServer("clock", [
      {
        name: "now",
        inputSchema: { type: "object" },
        handler: () => ({ content: [{ type: "text", text: "12:00" }] }),
      },
    ]);

  it("is connected in this process", async () => {
    expect(textOf(await open({ clock: { server: clock() } }).callTool("clock", "now"))).toBe(
      "12:00",
    );
  });

  it("that another client uses is not available until that client is closed", async () => {
    const server = clock();
    const owner = open({ clock: { server } });
    await owner.createSession("clock");
    const client = open({ clock: { server } });
    await expect(client.createSession("clock")).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringContaining("serves one client at a time"),
    });
    await owner.close();
    expect(textOf(await client.callTool("clock", "now"))).toBe("12:00");
  });

  it("that closes itself is connected anew on next use", async () => {
    const server = clock();
    const client = open({ clock: { server } });
    const session = await client.createSession("clock");
    await server.close();
    expect(session.isConnected).toBe(false);
    expect(textOf(await client.callTool("clock", "now"))).toBe("12:00");
  });
});

describe("closing the client", () => {
  it("ends the servers' processes, those that ignore the end of their input and SIGTERM too", async () => {
    const names = ["polite", "lingering", "stubborn"];
    const client = open(Object.fromEntries(names.map((name) => [name, rawServer(name)])));
    const pids = await Promise.all(names.map((name) => pidOf(client, name)));
    expect(pids.map(isRunning)).toEqual([true, true, true]);
    const { kill } = process;
    const started = performance.now();
    const signals: { readonly pid: number; readonly signal: unknown; readonly ms: number }[] = [];
    const watch = vi.spyOn(process, "kill").mockImplementation((pid, signal) => {
      signals.push({ pid: Math.abs(pid), signal, ms: performance.now() - started });
      return kill.call(process, pid, signal);
    });
    onTestFinished(() => watch.mockRestore());
    await Promise.all([client.close(), client.close()]);
    expect(pids.map(isRunning)).toEqual([false, false, false]);
    // Each has a second after the end of its input, and another after SIGTERM.
    const [, lingering, stubborn] = pids;
    const sentAt = (to: number | undefined, what: string): number =>
      signals.find(({ pid, signal }) => pid === to && signal === what)?.ms ?? 0;
    expect(sentAt(lingering, "SIGTERM")).toBeGreaterThan(950);
    expect(sentAt(stubborn, "SIGTERM")).toBeGreaterThan(950);
    expect(sentAt(stubborn, "SIGKILL")).toBeGreaterThan(1_950);
    await client.close();
  });

  it("ends what a server has started", async () => {
    const client = open({
      raw: {
        command: "/bin/sh",
        args: ["-c", `"$0" "$@"; true`, process.execPath, ...(rawServer("lingering").args ?? [])],
      },
    });
    const pid = await pidOf(client, "raw");
    await client.close();
    expect(isRunning(pid)).toBe(false);
  });

  it.each([0, 1, 50, 300])("%d ms after connecting began leaves nothing behind", async (ms) => {
    const starts = join(tempFolder(), "starts");
    const client = open({ raw: { ...rawServer("hang"), env: { STARTS: starts } } });
    const outcome = expect(client.createSession("raw")).rejects.toMatchObject({
      code: "CLIENT_CLOSED",
    });
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    const started = performance.now();
    await client.close();
    await outcome;
    expect(performance.now() - started).toBeLessThan(10_000);
    const pids = (() => {
      try {
        return readFileSync(starts, "utf8").trim().split("\n").map(Number);
      } catch {
        return [];
      }
    })();
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it("ends calls under way", async () => {
    const client = open({ raw: rawServer() });
    const outcome = expect(client.callTool("raw", "sleep", { ms: 60_000 })).rejects.toMatchObject({
      code: "SESSION_CLOSED",
    });
    await client.callTool("raw", "echo");
    await client.close();
    await outcome;
  });

  it("makes every further use fail", async () => {
    const client = open({ raw: rawServer() }, { codeMode: true });
    const session = await client.createSession("raw");
    const ours = await client.createSession("code_mode");
    await session.listTools();
    await ours.listTools();
    const closing = client.close();
    const uses: [name: string, use: () => unknown][] = [
      ["createSession", () => client.createSession("raw")],
      ["createSession", () => client.createSession("code_mode")],
      ["createAllSessions", () => client.createAllSessions()],
      ["callTool", () => client.callTool("raw", "echo")],
      ["callTool", () => client.callTool("code_mode", "search_tools")],
      ["executeCode", () => client.executeCode("return 1")],
      ["searchTools", () => client.searchTools()],
      ["addServer", async () => client.addServer("x", rawServer())],
      ["removeServer", () => client.removeServer("raw")],
    ];
    for (const [name, use] of uses) {
      await expect(use(), name).rejects.toMatchObject({ code: "CLIENT_CLOSED" });
    }
    await closing;
    await expect(session.listTools()).rejects.toMatchObject({ code: "SESSION_CLOSED" });
    await expect(ours.listTools()).rejects.toMatchObject({ code: "SESSION_CLOSED" });
    for (const [name, use] of uses) {
      await expect(use(), name).rejects.toMatchObject({ code: "CLIENT_CLOSED" });
    }
    expect(client.getAllActiveSessions()).toEqual({});
  });

  it("happens at the end of a block with await using", async () => {
    let pid = 0;
    {
      await using client = new MCPClient({ mcpServers: { raw: rawServer() } });
      pid = await pidOf(client, "raw");
      expect(isRunning(pid)).toBe(true);
    }
    expect(isRunning(pid)).toBe(false);
  });
});

describe("a server of plain functions", () => {
  it.each([undefined, null, "hello", ["hello"]])(
    "whose tool answers with %j says so",
    async (answer) => {
      const inputSchema = { type: "object" };
      const odd = createToolServer("odd", [
        { name: "odd", inputSchema, handler: () => answer as never },
      ]);
      const result = await open({ odd: { server: odd } }).callTool("odd", "odd");
      expect(result.isError).toBe(true);
      expect(textOf(result)).toContain("its handler must give { content");
    },
  );
});

describe("an address with a password", () => {
  it("is not shown to code", async () => {
    const client = open({ s: { url: "http://user:hunter2@127.0.0.1:9/mcp" } });
    const error = await client.createSession("s").catch((thrown: Error) => thrown);
    expect(String(error)).toContain("…@127.0.0.1");
    expect(String(error)).not.toContain("hunter2");
  });
});
