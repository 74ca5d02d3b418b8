import type { CatalogNamespace } from "../contract/executor-host.js";
import { nearestNames } from "../errors/nearest-names.js";

const MAX_SUGGESTIONS = 5;

/** What to search for where nothing matched: the tools with the nearest names, or else the servers. */
export function suggestQueries(query: string, namespaces: readonly CatalogNamespace[]): string[] {
  const names = new Set(namespaces.flatMap(({ tools }) => tools.map(({ name }) => name)));
  const nearest = nearestNames(query, names, MAX_SUGGESTIONS);
  if (nearest.length > 0) return nearest;
  return namespaces.slice(0, MAX_SUGGESTIONS).map(({ identifier }) => identifier);
}
