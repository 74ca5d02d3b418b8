import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import type { ServerLink } from "./server-link.js";

/** What a session is made of. */
export interface SessionParts {
  readonly serverName: string;
  readonly client: Client;
  readonly link: ServerLink;
  readonly requestTimeoutMs: number;
}
