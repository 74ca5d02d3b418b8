import type { CatalogNamespace } from "../contract/executor-host.js";

const MAX_NAMESPACES = 20;

/** The counts that are not 0, by identifier: those of the 20 namespaces with the most, in their order. */
export function countByNamespace(
  counts: Int32Array,
  namespaces: readonly CatalogNamespace[],
): Record<string, number> {
  const best = bestCounts(counts);
  const least = Math.max(1, best[0] as number);
  let room = best.filter((count) => count === least).length;
  const found: [string, number][] = [];
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place] as number;
    if (count < least || (count === least && room-- <= 0)) continue;
    found.push([namespaces[place]?.identifier ?? "", count]);
  }
  return Object.fromEntries(found);
}

/** As many of the greatest counts as are given, ascending. */
function bestCounts(counts: Int32Array): Int32Array {
  const best = new Int32Array(MAX_NAMESPACES);
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at] as number;
    if (count <= (best[0] as number)) continue;
    // The new count takes its place, and the least falls out.
    let place = 0;
    while (place + 1 < MAX_NAMESPACES && (best[place + 1] as number) < count) {
      best[place] = best[place + 1] as number;
      place++;
    }
    best[place] = count;
  }
  return best;
}
