import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Consumer, Tarballs } from "./support/consumer.js";

/** Five servers that npm has, and the arguments of each. */
const SERVERS: Readonly<Record<string, { readonly version: string; readonly args: string[] }>> = {
  "@modelcontextprotocol/server-everything": { version: "2026.8.31", args: [] },
  "@modelcontextprotocol/server-filesystem": { version: "2026.8.31", args: ["."] },
  "@modelcontextprotocol/server-memory": { version: "2026.8.31", args: [] },
  "@modelcontextprotocol/server-sequential-thinking": { version: "*", args: [] },
  "@upstash/context7-mcp": { version: "*", args: [] },
};

/** Runs the command by npx, as a user does, and prints what came of it as JSON. */
const RUN = `
import { spawnSync } from "node:child_process";
const npx = (args, input) => {
  const { status, stdout, stderr } = spawnSync("npx", ["--no-install", "toolweave", ...args], { encoding: "utf8", input });
  return { status, stdout, stderr };
};
const initialize = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "t", version: "1" } };
const line = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: initialize }) + "\\n";
console.log(JSON.stringify({
  doctor: npx(["doctor", "--json"]),
  exec: npx(["exec", "-e", "return __tool_namespaces.length"]),
  typed: npx(["exec", "--executor", "vm", "-e", "enum Answer { yes = 42 } const it: number = Answer.yes; return it"]),
  serve: npx(["serve"], line),
}));
`;

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe("the packed command line", () => {
  let tarballs: Tarballs;
  let consumer: Consumer;
  beforeAll(async () => {
    tarballs = await Tarballs.pack();
    const versions = Object.entries(SERVERS).map(([name, { version }]) => [name, version]);
    consumer = await tarballs.consumer({
      manager: "npm",
      packages: ["toolweave"],
      dependencies: Object.fromEntries(versions),
    });
  }, 240_000);
  afterAll(() => tarballs.remove());

  it("checks, runs code and serves on five real servers", async () => {
    const mcpServers = Object.fromEntries(
      Object.entries(SERVERS).map(([name, { args }], n) => [
        `server_${n}`,
        { command: "npx", args: ["--no-install", name, ...args] },
      ]),
    );
    await consumer.write("toolweave.json", JSON.stringify({ mcpServers }));
    await consumer.write("run-cli.mjs", RUN);
    const ran = (await consumer.run("run-cli.mjs")) as Record<string, Ran>;
    const { doctor, exec, typed, serve } = ran;
    const { servers, executor } = JSON.parse(doctor?.stdout ?? "");
    expect(servers.filter(({ ok }: { ok: boolean }) => !ok)).toEqual([]);
    expect(servers).toHaveLength(5);
    expect(executor).toMatchObject({ name: "quickjs", ok: true });
    expect(exec?.stdout).toBe("5\n");
    expect(typed?.stdout).toBe("42\n");
    const { result } = JSON.parse((serve?.stdout ?? "").split("\n", 1)[0] ?? "");
    expect(result.serverInfo.name).toBe("toolweave");
    expect(serve?.status).toBe(0);
  }, 120_000);

  it("brings no other package along", async () => {
    const installed = await consumer.lockedPackages();
    const own = installed.filter(({ name }) => /^(@toolweave\/|toolweave$)/.test(name));
    expect(own.map(({ name, dependencies }) => ({ name, dependencies }))).toEqual([
      { name: "toolweave", dependencies: {} },
    ]);
  });
});
