import type { MCPClient } from "@toolweave/core";
import { describeError } from "@toolweave/core/node";
import { estimateTokens } from "./estimate-tokens.js";

/** What is found of one server. */
export interface ServerReport {
  readonly name: string;
  readonly ok: boolean;
  /** Milliseconds from the start of the server to its tools. */
  readonly startMs: number;
  readonly tools: number;
  /** About what its definitions cost a client without code mode. */
  readonly tokens: number;
  readonly warnings: readonly string[];
  readonly problem?: string | undefined;
  /** What to do about the problem. */
  readonly fix?: string | undefined;
}

/** A server of the configuration. */
export interface CheckedServer {
  readonly name: string;
  /** Whether it is reached by an address, and not started here. */
  readonly isRemote: boolean;
}

/** Starts a server and looks at its tools. Never rejects. */
export async function checkServer(client: MCPClient, server: CheckedServer): Promise<ServerReport> {
  const { name } = server;
  const start = performance.now();
  const since = (): number => Math.round(performance.now() - start);
  try {
    const session = await client.createSession(name);
    const tools = await session.listTools();
    const { warnings } = session;
    const counts = { tools: tools.length, tokens: estimateTokens(tools) };
    return { name, ok: true, startMs: since(), ...counts, warnings };
  } catch (error) {
    const problem = describeError(error);
    const nothing = { tools: 0, tokens: 0, warnings: [] };
    return { name, ok: false, startMs: since(), ...nothing, problem, fix: fixFor(server, problem) };
  }
}

/** What to do, by what core says of a failure. */
const FIXES: readonly (readonly [RegExp, (name: string) => string])[] = [
  [
    /the command .* was not found/,
    (name) => `install the program, or give its full path as mcpServers.${name}.command`,
  ],
  [/\.url must be a URL/, (name) => `correct mcpServers.${name}.url`],
  [/\.headers\..* cannot be sent/, (name) => `correct mcpServers.${name}.headers`],
  [/wants authorization|login does not allow enough/, (name) => `run: toolweave login ${name}`],
  [/needs the environment variable/, () => "set the variable where toolweave is started"],
  [
    /needs the (?:input|content of the file)/,
    (name) =>
      `write \${NAME} in its place in mcpServers.${name}, and set NAME where toolweave is started`,
  ],
  [
    // More time would help no program that speaks something else, or says more than its answers there.
    /did not answer within[^\n]*It wrote to stdout what is no MCP/,
    (name) =>
      `see that mcpServers.${name} starts an MCP server over stdio, and that nothing but MCP goes to its stdout`,
  ],
  [
    /did not answer within/,
    (name) => `raise mcpServers.${name}.connectTimeoutMs if it is slow, and see what it waits for`,
  ],
  [/may not be executed/, () => "make the program executable"],
  [/cwd .* does not exist/, (name) => `correct mcpServers.${name}.cwd`],
  [
    /fetch failed|ECONNREFUSED|ENOTFOUND/,
    (name) => `see whether the server runs, and correct mcpServers.${name}.url`,
  ],
];

function fixFor({ name, isRemote }: CheckedServer, problem: string): string {
  const found = FIXES.find(([pattern]) => pattern.test(problem));
  if (found !== undefined) return found[1](name);
  return isRemote
    ? `see that mcpServers.${name}.url is the address of an MCP server, and what that server says`
    : "start it by hand with the same command, and read what it prints";
}
