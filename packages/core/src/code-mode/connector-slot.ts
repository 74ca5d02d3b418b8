import { createServer, type InProcessTool } from "../client/in-process-server.js";
import { ServerSlot } from "../client/server-slot.js";
import { MAX_TIMER_MS } from "../protocol/max-timer.js";
import { CODE_MODE_SESSION, type CodeModeConnector } from "./code-mode-connector.js";

/** The connector's tools as a server in this process, with the slot for its session. */
export function connectorSlot({ tools }: CodeModeConnector): ServerSlot {
  const served: InProcessTool[] = tools.map(({ call, ...definition }) => ({
    ...definition,
    handler: (args, { signal }) => call(args, { signal }),
  }));
  const server = createServer({ name: CODE_MODE_SESSION, version: "1" }, served);
  // Nothing but the executor's own limit bounds an execution.
  return new ServerSlot(CODE_MODE_SESSION, { server, requestTimeoutMs: MAX_TIMER_MS });
}
