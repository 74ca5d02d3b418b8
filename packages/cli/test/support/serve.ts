import { once } from "node:events";
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { CallToolResult, ClientCapabilities } from "@modelcontextprotocol/sdk/types.js";
import { onTestFinished } from "vitest";
import { BIN, startCli } from "./cli.js";

export interface StdioServed {
  readonly client: Client;
  readonly pid: number;
}

/** A client of `toolweave serve` over stdio; both are gone after the test. */
export async function serveStdio(
  cwd: string,
  capabilities: ClientCapabilities = {},
  prepare: (client: Client) => void = () => {},
  flags: readonly string[] = [],
): Promise<StdioServed> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [BIN, "serve", ...flags],
    cwd,
    stderr: "ignore",
  });
  const client = new Client({ name: "test", version: "1" }, { capabilities });
  prepare(client);
  onTestFinished(() => client.close());
  await client.connect(transport);
  return { client, pid: transport.pid as number };
}

export interface HttpServed {
  readonly url: URL;
  readonly child: ReturnType<typeof startCli>;
}

/** Starts `toolweave serve --http` on a free port. */
export async function serveHttp(
  cwd: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<HttpServed> {
  const address = args.includes("--http") ? [] : ["--http", "0"];
  const child = startCli(["serve", ...address, ...args], { cwd, env });
  const lines = createInterface(child.stderr);
  for await (const line of lines) {
    const [, url] = /^serving (\S+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stderr.resume();
    return { url: new URL(url), child };
  }
  const [code] = await once(child, "close");
  throw new Error(`it ended with ${code}`);
}

/** A client over HTTP; gone after the test. */
export async function connectHttp(
  url: URL,
  token?: string,
  capabilities: ClientCapabilities = {},
  prepare: (client: Client) => void = () => {},
): Promise<Client> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers } });
  const client = new Client({ name: "test", version: "1" }, { capabilities });
  prepare(client);
  onTestFinished(() => client.close());
  await client.connect(transport as Transport);
  return client;
}

/** Calls `execute_code`. */
export async function execute(client: Client, code: string): Promise<CallToolResult> {
  return (await client.callTool({ name: "execute_code", arguments: { code } })) as CallToolResult;
}
