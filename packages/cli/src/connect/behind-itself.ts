import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { ToolweaveError } from "@toolweave/core/node";
import type { Config } from "../config/read-config.js";

/** Tells what a toolweave starts, and what that starts in turn, which configurations are in use above it. */
const VARIABLE = "TOOLWEAVE_ABOVE";

/** The servers of a configuration, marked so that a toolweave among them knows whose they are. */
export function markedServers({ file, servers }: Config): Config["servers"] {
  const above = [...configsAbove(), markOf(file)].join(",");
  return Object.fromEntries(
    Object.entries(servers).map(([name, server]) => {
      if (!("command" in server)) return [name, server];
      return [name, { ...server, env: { ...server.env, [VARIABLE]: above } }];
    }),
  );
}

/**
 * A toolweave that serves itself would start itself, and that one the next, without end.
 *
 * @throws ToolweaveError `CONFIG_INVALID`.
 */
export function requireNotBehindItself({ file }: Config): void {
  if (!configsAbove().includes(markOf(file))) return;
  const message =
    `toolweave is behind itself: it was started by a server of ${file}, and would start the same servers ` +
    "again, without end. Take the entry that starts toolweave out of that file.";
  throw new ToolweaveError("CONFIG_INVALID", message, { details: { path: file } });
}

function configsAbove(): string[] {
  return (process.env[VARIABLE] ?? "").split(",").filter(Boolean);
}

/** Paths may have characters that mean something in a configuration; digests have none. */
function markOf(file: string): string {
  return createHash("sha256").update(realpathSync(file)).digest("hex").slice(0, 16);
}
