import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import type { ServerNotification, ServerRequest } from "@modelcontextprotocol/sdk/types.js";

/** The SDK's companion of a request. */
export type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;
