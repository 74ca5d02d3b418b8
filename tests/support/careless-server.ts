import { fileURLToPath } from "node:url";
import type { ServerConfig } from "@toolweave/core";

const FIXTURE = fileURLToPath(new URL("../fixtures/careless-server.mjs", import.meta.url));

/** A server whose tools answer carelessly; see the fixture. */
export function carelessServer(
  env: Record<string, string> = {},
): Extract<ServerConfig, { command: string }> {
  return { command: process.execPath, args: [FIXTURE], env };
}
