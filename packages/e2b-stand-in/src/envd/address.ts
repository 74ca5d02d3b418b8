import type { IncomingHttpHeaders } from "node:http";

/** The port on which a sandbox answers as envd; the others are its own programs'. */
export const ENVD_PORT = 49983;

/** Which sandbox a request is for, and which of its ports: by headers, or else by its host. */
export function addressOf(headers: IncomingHttpHeaders): { sandboxId: string; port: number } {
  const id = headers["e2b-sandbox-id"];
  if (typeof id === "string") {
    return { sandboxId: id, port: Number(headers["e2b-sandbox-port"] ?? ENVD_PORT) };
  }
  const [, port, sandboxId = ""] = /^(\d+)-(\w+)\./.exec(headers.host ?? "") ?? [];
  return { sandboxId, port: Number(port ?? ENVD_PORT) };
}
