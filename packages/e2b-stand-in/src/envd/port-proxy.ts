import { type IncomingMessage, request as makeRequest, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { answerJson } from "../network/answer.js";
import type { UpgradeListener } from "../network/loopback.js";
import type { SandboxFleet } from "../sandbox/sandbox-fleet.js";
import { addressOf } from "./address.js";

/** Passes a request on to a program that listens on a port, as a sandbox's public hosts do. */
export function proxyRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { sandboxId, port }: { sandboxId: string; port: number },
): void {
  const { method, url, headers } = request;
  const onward = makeRequest({ host: "127.0.0.1", port, method, path: url, headers });
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => {
    if (response.headersSent) return response.destroy();
    const message = "The sandbox is running but port is not open";
    return answerJson(response, 502, { sandboxId, message, port, code: 502 });
  });
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}

/** Passes connections on that ask for another protocol, such as a WebSocket. */
export function upgradeProxy(fleet: SandboxFleet): UpgradeListener {
  return (request, socket, head) => {
    const { sandboxId, port } = addressOf(request.headers);
    const sandbox = fleet.find(sandboxId);
    if (sandbox?.state !== "running") return void socket.destroy();
    const onward = connect({ host: "127.0.0.1", port, noDelay: true });
    const end = () => {
      onward.destroy();
      socket.destroy();
    };
    sandbox.cuts.add(end);
    onward.on("error", end).on("close", () => sandbox.cuts.delete(end));
    socket.on("error", end).on("close", end);
    onward.write(headOf(request));
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  };
}

/** The request as it came, up to its body. */
function headOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  }
  return `${lines.join("\r\n")}\r\n\r\n`;
}
