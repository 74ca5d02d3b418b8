import type { ToolSearchMeta } from "../contract/tool-search.js";

const MAX_SERVERS = 10;
/** What a server wrote last is part of the reason, and may be long. */
const MAX_REASON = 300;

/**
 * Adds to a search which of the servers it had to do without, and why: whoever finds nothing would else take it
 * that there is no such tool.
 */
export function tellUnavailable(
  meta: ToolSearchMeta,
  servers: readonly string[],
  failureOf: (server: string) => Error | undefined,
): void {
  const failures = servers.flatMap((server) => {
    const failure = failureOf(server);
    return failure === undefined ? [] : [[server, shortened(failure.message)] as const];
  });
  if (failures.length === 0) return;
  meta.unavailable_servers = Object.fromEntries(failures.slice(0, MAX_SERVERS));
  const more = failures.length - MAX_SERVERS;
  if (more > 0) meta.notes = [...(meta.notes ?? []), `Not connected either: ${more} more servers.`];
}

function shortened(message: string): string {
  const line = message.replaceAll(/\s+/g, " ").trim();
  return line.length > MAX_REASON ? `${line.slice(0, MAX_REASON)}…` : line;
}
