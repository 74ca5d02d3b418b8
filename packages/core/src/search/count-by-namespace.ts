import type { CatalogNamespace } from "../contract/executor-host.js";

const MAX_NAMESPACES = 50;

/** The counts that are not 0, by identifier, of the namespaces with the most. */
export function countByNamespace(
  counts: Int32Array,
  namespaces: readonly CatalogNamespace[],
): Record<string, number> {
  const places = [...counts.keys()].filter((place) => (counts[place] ?? 0) > 0);
  if (places.length > MAX_NAMESPACES) {
    places.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b).splice(MAX_NAMESPACES);
    places.sort((a, b) => a - b);
  }
  return Object.fromEntries(
    places.map((place) => [namespaces[place]?.identifier ?? "", counts[place] ?? 0]),
  );
}
