import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import {
  type ClientCapabilities,
  type CreateMessageRequest,
  CreateMessageRequestSchema,
  type CreateMessageResult,
  type ElicitRequest,
  ElicitRequestSchema,
  type ElicitResult,
  ErrorCode,
  ListRootsRequestSchema,
  McpError,
  type Root,
} from "@modelcontextprotocol/sdk/types.js";
import { refusing } from "./refusing.js";

/** What a server may ask of its client. Each is offered to the server only if it is given. */
export interface ClientHandlers {
  /** Answers `sampling/createMessage`. */
  onSampling?:
    | ((request: CreateMessageRequest["params"]) => Promise<CreateMessageResult>)
    | undefined;
  /** Answers `elicitation/create`. */
  onElicitation?: ((request: ElicitRequest["params"]) => Promise<ElicitResult>) | undefined;
  /** Answers `roots/list`. */
  roots?: Root[] | (() => Root[] | Promise<Root[]>) | undefined;
}

/** The capabilities to announce for the handlers that are given. */
export function capabilitiesOf(handlers: ClientHandlers): ClientCapabilities {
  return {
    ...(handlers.onSampling === undefined ? {} : { sampling: {} }),
    ...(handlers.onElicitation === undefined ? {} : { elicitation: {} }),
    ...(handlers.roots === undefined ? {} : { roots: {} }),
  };
}

/** Registers the handlers that are given, and refuses all else that a server asks. */
export function installHandlers(client: Client, handlers: ClientHandlers): void {
  const { onSampling, onElicitation, roots } = handlers;
  // Servers hand the refusal on to whoever called a tool, to whom "Method not found" would say nothing.
  client.fallbackRequestHandler = async ({ method }) => {
    const message = `The client of this server does not offer ${method}.`;
    throw new McpError(ErrorCode.MethodNotFound, message);
  };
  if (onSampling !== undefined) {
    client.setRequestHandler(CreateMessageRequestSchema, ({ params }) =>
      refusing(() => onSampling(params)),
    );
  }
  if (onElicitation !== undefined) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) =>
      refusing(() => onElicitation(params)),
    );
  }
  if (roots !== undefined) {
    client.setRequestHandler(ListRootsRequestSchema, async () => ({
      roots: typeof roots === "function" ? await refusing(roots) : roots,
    }));
  }
}
