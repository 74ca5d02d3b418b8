import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { MCPClient } from "@toolweave/core";
import { E2BCodeExecutor } from "@toolweave/executor-e2b";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Benches, pause, until } from "./support/bench.js";
import { createToolsServer } from "./support/tools-server.js";

const benches = new Benches();
const HOST_SECRET = "host-environment-secret-7f3a";
const HEADER_SECRET = "mcp-header-secret-91bd";
const ENV_SECRET = "mcp-server-env-secret-55e0";

beforeAll(() => {
  process.env["HOST_ONLY_TOKEN"] = HOST_SECRET;
});
afterAll(() => {
  delete process.env["HOST_ONLY_TOKEN"];
});

it("lets no secret of the host into a sandbox", async () => {
  const refusing = createServer((_, response) => response.writeHead(401).end());
  await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
  const { port } = refusing.address() as AddressInfo;
  const { connection } = benches.standIn;
  const client = new MCPClient(
    {
      mcpServers: {
        tools: { server: createToolsServer().server },
        remote: {
          url: `http://127.0.0.1:${port}/mcp`,
          headers: { Authorization: `Bearer ${HEADER_SECRET}` },
        },
        local: { command: "node", args: ["--version"], env: { LOCAL_TOKEN: ENV_SECRET } },
      },
    },
    { codeMode: { executor: new E2BCodeExecutor(undefined, connection) } },
  );
  const { result } = await client.executeCode(`
    const failure = await remote.anything({}).catch(({ message }) => message);
    console.log(failure, Object.keys(globalThis));
    return [(await tools.echo({ n: 1 })).n, typeof process, typeof fetch];`);
  expect(result).toEqual([1, "undefined", "undefined"]);
  await pause(300);
  const received = benches.standIn.received();
  const toSandboxes = received.filter(({ plane }) => plane === "envd");
  expect(toSandboxes.length).toBeGreaterThan(3);
  const text = JSON.stringify(toSandboxes);
  expect(text).toContain("tools");
  for (const secret of [connection.apiKey, HOST_SECRET, HEADER_SECRET, ENV_SECRET]) {
    expect(text).not.toContain(secret);
  }
  const toService = JSON.stringify(received.filter(({ plane }) => plane === "control"));
  expect(toService).toContain(connection.apiKey);
  for (const secret of [HOST_SECRET, HEADER_SECRET, ENV_SECRET]) {
    expect(toService).not.toContain(secret);
  }
  await client.close();
  refusing.close();
});

it("gives the process that runs code neither the sandbox's environment nor its files", async () => {
  const environments: string[] = [];
  const { client, echoed } = benches.open({
    envs: { SANDBOX_TOKEN: "of the sandbox" },
    onSandbox: async (sandbox) => {
      environments.push((await sandbox.commands.run("env")).stdout);
    },
  });
  const abort = new AbortController();
  const code = "await tools.echo({ n: 1 }); await new Promise(() => {})";
  const running = client.executeCode(code, { signal: abort.signal });
  await until(() => echoed.length === 1);
  const guests = benches
    .pids()
    .filter(isNode)
    .map((pid) => readFileSync(`/proc/${pid}/environ`, "utf8"));
  abort.abort();
  await running;
  expect(environments[0]).toContain("SANDBOX_TOKEN=of the sandbox");
  expect(guests.length).toBeGreaterThan(0);
  for (const environment of guests) expect(environment).not.toContain("SANDBOX_TOKEN");
});

/** False for a process that is still the shell which becomes Node.js. */
function isNode(pid: number): boolean {
  return readlinkSync(`/proc/${pid}/exe`) === realpathSync(process.execPath);
}
