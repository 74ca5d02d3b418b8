import type { IncomingMessage, ServerResponse } from "node:http";
import { createContextValues } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import type { FaultSettings } from "../faults/fault-settings.js";
import { answerJson } from "../network/answer.js";
import { cutConnection } from "../network/loopback.js";
import { FilesystemService } from "../protocol/filesystem-protocol.js";
import { ProcessService } from "../protocol/process-protocol.js";
import type { Received, ReceivedRequest } from "../received.js";
import type { Sandbox } from "../sandbox/sandbox.js";
import type { SandboxFleet } from "../sandbox/sandbox-fleet.js";
import { addressOf, ENVD_PORT } from "./address.js";
import { RECORD, SANDBOX } from "./call-context.js";
import { answerFiles } from "./file-endpoints.js";
import { filesystemService } from "./filesystem-service.js";
import { proxyRequest } from "./port-proxy.js";
import { processService } from "./process-service.js";
import { recordMessages } from "./record-messages.js";

/** Answers a request that was recorded and that no fault has befallen. */
export type EnvdListener = (
  request: IncomingMessage,
  response: ServerResponse,
  record: ReceivedRequest,
) => void;

/** The host that all sandboxes are reached by, and the envd of each. */
export function envdServer(
  fleet: SandboxFleet,
  settings: Readonly<FaultSettings>,
  received: Received,
): EnvdListener {
  const calls = new WeakMap<object, { sandbox: Sandbox; record: ReceivedRequest }>();
  const rpc = connectNodeAdapter({
    routes: (router) =>
      router
        .service(ProcessService, processService(settings))
        .service(FilesystemService, filesystemService()),
    interceptors: [recordMessages(received)],
    acceptCompression: [],
    grpc: false,
    grpcWeb: false,
    contextValues: (request) => {
      const call = calls.get(request);
      return createContextValues().set(SANDBOX, call?.sandbox).set(RECORD, call?.record);
    },
  });

  return (request, response, record) => {
    const { sandboxId, port } = addressOf(request.headers);
    const sandbox = fleet.find(sandboxId);
    if (sandbox === undefined || sandbox.state !== "running") {
      const message = "The sandbox was not found";
      return answerJson(response, 502, { sandboxId, message, code: 502 });
    }
    const cut = () => cutConnection(request.socket);
    sandbox.cuts.add(cut);
    response.on("close", () => sandbox.cuts.delete(cut));
    if (port !== ENVD_PORT) return proxyRequest(request, response, { sandboxId, port });
    const { pathname } = new URL(request.url ?? "/", "http://envd");
    if (pathname === "/health") return void response.writeHead(204).end();
    if (pathname === "/files") {
      return void answerFiles(request, response, sandbox, (body) => received.carried(record, body));
    }
    if (request.headers["x-access-token"] !== sandbox.accessToken) {
      const message = "unauthorized access, please provide a valid access token";
      return answerJson(response, 401, { code: 401, message });
    }
    calls.set(request, { sandbox, record });
    rpc(request, response);
  };
}
