import { describe, expect, it } from "vitest";
import { LINGERING_MS, startHost } from "../support/host.js";
import { journal, listen, sseOnly, streamable } from "../support/http-server.js";
import { eventually, isRunning } from "../support/processes.js";
import { rawServer } from "../support/servers.js";

const SERVERS = { polite: rawServer(), stubborn: rawServer("stubborn") };

async function allGone(pids: readonly number[], withinMs = 30_000): Promise<void> {
  await eventually(() => !pids.some(isRunning), withinMs);
}

describe("a program that closes its client", () => {
  it("ends by itself, its servers before it", async () => {
    const host = startHost("close", { polite: rawServer(), lingering: rawServer("lingering") });
    const pids = await host.pids();
    expect(pids).toHaveLength(2);
    const { code, told, lingeredMs } = await host.ended();
    expect({ code, told }).toEqual({ code: 0, told: [{ pids }, { done: true }] });
    expect(lingeredMs).toBeLessThan(LINGERING_MS);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it("ends at once after using servers over HTTP", async () => {
    const web = await listen(streamable(journal()));
    const old = await listen(sseOnly(journal()));
    const host = startHost("survive", { web: { url: web.url }, old: { url: old.url } });
    const { code, told, lingeredMs } = await host.ended();
    expect({ code, told }).toEqual({ code: 0, told: [{ done: true }] });
    expect(lingeredMs).toBeLessThan(LINGERING_MS);
  });
});

describe("a program that ends without closing its client", () => {
  it.each([
    ["SIGINT", { lingering: rawServer("lingering") }],
    ["SIGHUP", { lingering: rawServer("lingering") }],
    ["SIGTERM", SERVERS],
  ] as const)(
    "by %s ends as it would without us, and takes its servers with it",
    async (signal, servers) => {
      const host = startHost("wait", servers);
      const pids = await host.pids();
      expect(pids.every(isRunning)).toBe(true);
      host.kill(signal);
      expect(await host.ended()).toMatchObject({ code: null, signal });
      await allGone(pids);
    },
  );

  it("by process.exit takes its servers with it", async () => {
    const host = startHost("exit", { lingering: rawServer("lingering") });
    const pids = await host.pids();
    expect(await host.ended()).toMatchObject({ code: 3 });
    await allGone(pids);
  });

  it("by an error takes its servers with it", async () => {
    const host = startHost("throw", { lingering: rawServer("lingering") });
    const pids = await host.pids();
    expect(await host.ended()).toMatchObject({ code: 1 });
    await allGone(pids);
  });

  it("by SIGKILL leaves its servers at the end of their input", async () => {
    const host = startHost("wait", { polite: rawServer() });
    const pids = await host.pids();
    host.kill("SIGKILL");
    expect(await host.ended()).toMatchObject({ signal: "SIGKILL" });
    await allGone(pids);
  });

  it("may use its servers in its own handler of SIGINT", async () => {
    const host = startHost("graceful", { polite: rawServer() });
    const pids = await host.pids();
    host.kill("SIGINT");
    const { code, told } = await host.ended();
    expect({ code, told }).toEqual({ code: 0, told: [{ pids }, { still: pids }] });
    await allGone(pids);
  });
});

describe("a program whose servers misbehave", () => {
  it("hears of it from its calls alone: no unhandled rejection, no exception, no warning", async () => {
    const web = await listen((_, response) => response.writeHead(200).end("no MCP"));
    const cut = await listen((request) => request.socket.destroy());
    const half = await listen((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write("data: {\n");
      setTimeout(() => response.destroy(), 50);
    });
    const bad = [
      "exit",
      "hang",
      "garbage",
      "refuse",
      "old",
      "chatty",
      "stubborn",
      "list-error",
      "broken-schemas",
    ];
    const stdio = bad.map((behaviour) => [
      behaviour,
      { ...rawServer(behaviour), connectTimeoutMs: 700 },
    ]);
    const host = startHost("survive", {
      ...Object.fromEntries(stdio),
      missing: { command: "no-such-command-anywhere" },
      variable: { command: `\${TW_NO_SUCH_VARIABLE}` },
      web: { url: web.url },
      cut: { url: cut.url },
      half: { url: half.url, connectTimeoutMs: 700 },
      old_cut: { url: cut.url, transport: "sse" },
      old_half: { url: half.url, transport: "sse", connectTimeoutMs: 700 },
      nowhere: { url: "http://127.0.0.1:1/" },
    });
    const { code, told, lingeredMs } = await host.ended();
    expect({ code, told }).toEqual({ code: 0, told: [{ done: true }] });
    expect(lingeredMs).toBeLessThan(LINGERING_MS);
  });
});
