import type { FetchLike, Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { settlesWithin } from "../protocol/settles-within.js";
import { authorizedFetch } from "./authorized-fetch.js";
import { type Conceal, concealFor } from "./conceal.js";
import { HttpTransport } from "./http-transport.js";
import { patientFetch } from "./patient-fetch.js";
import { SeenTokens } from "./seen-tokens.js";
import { requireHeaders, requireUrl } from "./server-address.js";
import type { HttpServerConfig } from "./server-config.js";
import type { ServerLink } from "./server-link.js";
import { SseTransport } from "./sse-transport.js";

/**
 * A link to a server over HTTP.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for a text that is no URL, or no header.
 */
export function httpLink(
  server: string,
  config: HttpServerConfig,
  kind: "http" | "sse",
): ServerLink {
  const { headers, authProvider: provider } = config;
  const url = requireUrl(server, config.url);
  requireHeaders(server, headers ?? {});
  const tokens = new SeenTokens();
  const send: FetchLike =
    provider === undefined
      ? patientFetch
      : authorizedFetch(patientFetch, { provider, serverUrl: url, headers, tokens });
  const conceal = concealFor(url, headers, tokens);
  const requestInit = headers === undefined ? {} : { headers };
  if (kind === "sse") {
    const transport = new SseTransport(url, send, requestInit);
    return linkTo(transport, conceal, () => transport.close());
  }
  const transport = new HttpTransport(url, send, requestInit);
  let ending: Promise<void> | undefined;
  return linkTo(transport as Transport, conceal, async () => {
    ending ??= endSession(transport);
    await ending;
    await transport.close();
  });
}

function linkTo(transport: Transport, conceal: Conceal, close: () => Promise<void>): ServerLink {
  return { transport, stderr: () => "", diagnose: () => "", conceal, close };
}

const END_SESSION_MS = 1_000;

/** Tells the server that the session is over, but does not wait long for a server that is gone. */
async function endSession(transport: HttpTransport): Promise<void> {
  await settlesWithin(
    END_SESSION_MS,
    transport.terminateSession().catch(() => {}),
  );
}
