import { WEIGHTS } from "./ranking-weights.js";
import type { Candidate } from "./score-tools.js";

const MAX_OTHERS = 3;
const PLACES = MAX_OTHERS + 1;
/** 1 + 1/2 + 1/3. */
const FULL = 11 / 6;

/**
 * Raises tools whose server has other good answers: it is likely the server that is meant. The
 * candidates are in order of score.
 */
export function addServerHits(
  candidates: readonly Candidate[],
  serverOf: (document: number) => string,
): void {
  const servers = new Map<string, number>();
  const serverAt = candidates.map(({ document }) => {
    const server = serverOf(document);
    const known = servers.get(server);
    if (known === undefined) servers.set(server, servers.size);
    return known ?? servers.size - 1;
  });
  /** By server, the places of its best; there are places for so many. */
  const best = new Int32Array(servers.size * PLACES).fill(-1);
  serverAt.forEach((server, at) => {
    let place = server * PLACES;
    const end = place + PLACES;
    while (place < end && best[place] !== -1) place++;
    if (place < end) best[place] = at;
  });
  const scores = candidates.map(({ score }) => score);
  candidates.forEach((candidate, own) => {
    let sum = 0;
    const first = (serverAt[own] as number) * PLACES;
    for (let place = first, others = 0; place < first + PLACES && others < MAX_OTHERS; place++) {
      const at = best[place] as number;
      if (at >= 0 && at !== own) sum += (scores[at] as number) / ++others;
    }
    candidate.score += (WEIGHTS.serverHits * sum) / FULL;
  });
}
