import { WEIGHTS } from "./ranking-weights.js";
import type { Candidate } from "./score-tools.js";

const MAX_POOL = 40;
const MAX_PICKED = 12;

/**
 * Puts candidates in an order in which each step of a task gets its tool early: one by one, the best
 * for the whole and for the steps that no tool before it settles. `candidates` are in order of score.
 */
export function coverSteps(candidates: readonly Candidate[]): readonly Candidate[] {
  const [first] = candidates;
  if (first === undefined || first.steps.length < 2) return candidates;
  const bestOf = first.steps.map((_, step) =>
    candidates.reduce((best, { steps }) => Math.max(best, steps[step] as number), 0),
  );
  const greatest = Math.max(...bestOf);
  if (greatest === 0) return candidates;
  const open = bestOf.map((best) => best / greatest);
  const pool = candidates.slice(0, MAX_POOL).map((candidate) => ({
    candidate,
    value: (1 - WEIGHTS.openStep) * (candidate.score / first.score),
    shares: candidate.steps.map((worth, step) => worth / ((bestOf[step] as number) || 1)),
  }));
  const picked: Candidate[] = [];
  while (picked.length < MAX_PICKED && pool.length > 0) {
    const [next] = pool.splice(bestNext(pool, open), 1);
    if (next === undefined) break;
    picked.push(next.candidate);
    next.shares.forEach((share, step) => {
      open[step] = (open[step] as number) * (1 - WEIGHTS.stepSettled * share * share);
    });
  }
  return [...picked, ...pool.map(({ candidate }) => candidate), ...candidates.slice(MAX_POOL)];
}

function bestNext(
  pool: readonly { readonly value: number; readonly shares: readonly number[] }[],
  open: readonly number[],
): number {
  let best = 0;
  let highest = -1;
  for (let at = 0; at < pool.length; at++) {
    const { value, shares } = pool[at] as (typeof pool)[number];
    let settles = 0;
    for (let step = 0; step < open.length; step++) {
      settles = Math.max(settles, (open[step] as number) * (shares[step] as number));
    }
    const worth = value + WEIGHTS.openStep * settles;
    if (worth > highest) {
      best = at;
      highest = worth;
    }
  }
  return best;
}
