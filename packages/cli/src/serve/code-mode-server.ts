import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  type ClientCapabilities,
  ErrorCode,
  ListToolsRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv";
import type { CodeModeConnector } from "@toolweave/core";
import { refusingSupervisor } from "../connect/refusing-supervisor.js";
import { RememberedAnswers } from "../connect/remembered-answers.js";
import { VERSION } from "../version.js";
import { callConnectorTool } from "./call-connector-tool.js";
import { elicitingSupervisor } from "./elicit-approval.js";
import { instructionsFor } from "./instructions.js";
import { offeredTools } from "./offered-tools.js";
import type { WatchedCatalog } from "./watched-catalog.js";

/** What all sessions of one `toolweave serve` share. */
export interface Served {
  /** The two tools. The first to ask for them waits until what runs code is loaded. */
  readonly connector: () => Promise<CodeModeConnector>;
  readonly catalog: WatchedCatalog;
}

/** One for all sessions: each would compile the same schemas. */
const VALIDATOR = new AjvJsonSchemaValidator();

const NOBODY = refusingSupervisor(
  "the client cannot ask its user, for it does not support elicitation by forms",
);

/** The MCP server of one session: the two tools of code mode. */
export function createCodeModeServer({ connector, catalog }: Served): Server {
  const server = new Server(
    { name: "toolweave", title: "Toolweave", version: VERSION },
    {
      capabilities: { tools: { listChanged: true } },
      instructions: instructionsFor(catalog.namespaces()),
      jsonSchemaValidator: VALIDATOR,
    },
  );
  // The SDK's clients take no notice that a request of the id 0 is cancelled: a first question would never go away.
  Reflect.set(server, "_requestMessageId", 1);
  const remembered = new RememberedAnswers();
  server.setRequestHandler(ListToolsRequestSchema, async () => {
    const { tools } = await connector();
    return { tools: offeredTools(tools, catalog.namespaces()) };
  });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const { tools, needsApprover } = await connector();
    const tool = tools.find(({ name }) => name === params.name);
    if (tool === undefined) {
      const known = tools.map(({ name }) => name).join(" and ");
      const message = `Unknown tool: ${params.name}. There are ${known}.`;
      // The SDK's own error puts its code into the message, as its clients do once more.
      throw Object.assign(new Error(message), { code: ErrorCode.InvalidParams });
    }
    const approver = asksByForm(server.getClientCapabilities())
      ? elicitingSupervisor(extra, remembered)
      : NOBODY;
    const supervisor = needsApprover ? approver : undefined;
    return callConnectorTool({ tool, args: params.arguments ?? {}, extra, supervisor });
  });
  const tell = (): void => void server.sendToolListChanged().catch(() => {});
  // A client that has not said that it is ready may not be told anything yet.
  let isReady = false;
  let hasChanged = false;
  server.oninitialized = () => {
    isReady = true;
    if (hasChanged) tell();
  };
  const stopWatching = catalog.onChange(() => {
    if (isReady) tell();
    else hasChanged = true;
  });
  server.onclose = stopWatching;
  return server;
}

/** A client that names no way of elicitation has forms; one that names others alone must be sent none. */
function asksByForm({ elicitation }: ClientCapabilities = {}): boolean {
  if (elicitation === undefined) return false;
  return elicitation.form !== undefined || elicitation.url === undefined;
}
