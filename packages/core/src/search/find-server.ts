import type { ToolCatalog } from "../catalog/tool-catalog.js";
import { nearestNames } from "../errors/nearest-names.js";
import { ToolweaveError } from "../errors/toolweave-error.js";

/**
 * The configured name of a server that is called by its name or its namespace.
 *
 * @throws ToolweaveError `SERVER_UNKNOWN`, with the nearest names.
 */
export function findServer(name: string | undefined, catalog: ToolCatalog): string | undefined {
  if (name === undefined) return undefined;
  const servers = catalog.manifests();
  const found =
    servers.find(({ server }) => server === name) ??
    servers.find(({ identifier }) => identifier === name);
  if (found !== undefined) return found.server;
  const identifiers = servers.map(({ identifier }) => identifier);
  const nearest = nearestNames(name, identifiers);
  const advice =
    nearest.length > 0
      ? ` Did you mean ${nearest.join(" or ")}?`
      : ` There ${servers.length === 1 ? "is" : "are"} ${identifiers.slice(0, 20).join(", ") || "none"}.`;
  throw new ToolweaveError(
    "SERVER_UNKNOWN",
    `The option "server" of a tool search names a server that is not configured: "${name.slice(0, 80)}".${advice}`,
    { details: { option: "server", nearest } },
  );
}
