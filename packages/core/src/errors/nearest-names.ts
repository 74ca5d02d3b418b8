import { distance } from "fastest-levenshtein";

/** The names most like a wrong one, best first: what to offer as "did you mean". */
export function nearestNames(wrong: string, known: Iterable<string>, count = 3): string[] {
  const normal = normalise(wrong);
  const scored: { name: string; score: number }[] = [];
  for (const name of known) {
    const candidate = normalise(name);
    const length = Math.max(normal.length, candidate.length, 1);
    const contained =
      Math.min(normal.length, candidate.length) > 2 &&
      (candidate.includes(normal) || normal.includes(candidate));
    // A name that is part of the other is like it, and the more so the less it lacks.
    const difference = distance(normal, candidate) / length;
    const score = contained ? Math.min(difference, 0.3) : difference;
    if (score <= 0.5) scored.push({ name, score });
  }
  scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  return scored.slice(0, count).map(({ name }) => name);
}

/** Only the beginning of what is much too long for a name. */
function normalise(name: string): string {
  return name
    .slice(0, 1_000)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .slice(0, 100);
}
