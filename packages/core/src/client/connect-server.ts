import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { MAX_TIMER_MS } from "../protocol/max-timer.js";
import { capabilitiesOf, installHandlers } from "./client-handlers.js";
import { CLIENT_INFO } from "./client-info.js";
import { concealedReason } from "./conceal.js";
import { connectFailure } from "./connect-failure.js";
import { Deadline } from "./deadline.js";
import { expandVariables } from "./expand-variables.js";
import { failureReason } from "./failure-reason.js";
import { speaksOnlySse } from "./http-failure.js";
import { openLiveLink } from "./live-link.js";
import { MCPSession } from "./mcp-session.js";
import type { HttpServerConfig, ServerConfig } from "./server-config.js";
import type { ServerLink } from "./server-link.js";
import { openStdioLink } from "./stdio-link.js";

const CONNECT_TIMEOUT_MS = 30_000;
const REQUEST_TIMEOUT_MS = 60_000;

/** What one attempt at a connection works with. */
interface Attempt {
  readonly name: string;
  readonly config: ServerConfig;
  readonly deadline: Deadline;
}

/**
 * Connects one server: starts it if it is ours to start, and shakes hands.
 *
 * @param signal gives the attempt up; its reason is what is thrown then.
 * @throws ToolweaveError `SERVER_UNAVAILABLE` with what the server said last, or
 *   `CONFIG_VARIABLE_MISSING`, `CONFIG_INVALID`.
 */
export async function connectServer(
  name: string,
  raw: ServerConfig,
  signal: AbortSignal,
): Promise<MCPSession> {
  const config = expandVariables(name, raw, globalThis.process?.env ?? {});
  const ms = Math.min(config.connectTimeoutMs ?? CONNECT_TIMEOUT_MS, MAX_TIMER_MS);
  const deadline = new Deadline(ms, signal, () => new Error(`it did not answer within ${ms} ms`));
  try {
    return await connect({ name, config, deadline });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    deadline.clear();
  }
}

async function connect(attempt: Attempt): Promise<MCPSession> {
  const { name, config } = attempt;
  if (!("url" in config)) return handshake(attempt, await openLink(name, config));
  try {
    return await handshake(attempt, await openHttpLink(name, config, config.transport ?? "http"));
  } catch (error) {
    const { cause } = error as Error;
    if (config.transport !== undefined || !speaksOnlySse(cause)) throw error;
    return await handshake(attempt, await openHttpLink(name, config, "sse"), cause);
  }
}

function openLink(
  name: string,
  config: Exclude<ServerConfig, { url: string }>,
): Promise<ServerLink> {
  return "command" in config ? openStdioLink(config) : openLiveLink(name, config);
}

/** Loads the SDK's transports for HTTP only now: not every place where the client runs has all that they need. */
async function openHttpLink(
  name: string,
  config: HttpServerConfig,
  kind: "http" | "sse",
): Promise<ServerLink> {
  const { httpLink } = await import("./http-link.js").catch((error: unknown) => {
    throw lacksGlobal(name, error);
  });
  return httpLink(name, config, kind);
}

/** Such as the environments of Jest and Vitest for jsdom, which have not all that Node and browsers have. */
function lacksGlobal(server: string, cause: unknown): unknown {
  if (!(cause instanceof ReferenceError)) return cause;
  const message =
    `The server "${server}" could not be connected: ${cause.message}. Servers over HTTP need fetch and ` +
    "the web's streams, which the environment of this program lacks: run it in Node's own, such as a test " +
    "in the environment for Node.";
  return new ToolweaveError("SERVER_UNAVAILABLE", message, { cause, details: { server } });
}

/** @param before why the handshake by another transport had failed. */
async function handshake(
  { name, config, deadline }: Attempt,
  link: ServerLink,
  before?: unknown,
): Promise<MCPSession> {
  const client = new Client(CLIENT_INFO, { capabilities: capabilitiesOf(config) });
  installHandlers(client, config);
  try {
    // The deadline alone ends the attempt: the SDK would cancel the request at the server, and the
    // protocol forbids to cancel `initialize`.
    await deadline.race(() => client.connect(link.transport, { timeout: MAX_TIMER_MS }));
  } catch (error) {
    const diagnosis = link.diagnose();
    await link.close().catch(() => {});
    const why = concealedReason(error, link.conceal);
    const reason =
      before === undefined
        ? why
        : `it speaks neither Streamable HTTP (${failureReason(before)}) nor SSE (${why})`;
    throw connectFailure({ name, config, error, reason, diagnosis });
  }
  const requestTimeoutMs = config.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
  return new MCPSession({ serverName: name, client, link, requestTimeoutMs });
}
