/** So many objects are told from those that were counted before. */
const MOST_SEEN = 1_000_000;

/**
 * How many characters a value takes as JSON at the least: escapes count for what they stand for, and numbers for one.
 * Not by writing it, which has no end of memory, and fails for what is nested deeply. A server of this process may
 * give objects that hold themselves, or each other many times: they count once. Past `most` it counts no further.
 */
export function jsonSize(json: unknown, most: number): number {
  const left: unknown[] = [json];
  const seen = new Set<object>();
  let size = 0;
  while (left.length > 0 && size <= most) {
    const value = left.pop();
    if (typeof value === "string") size += value.length + 2;
    else if (typeof value !== "object" || value === null || seen.has(value)) size += 1;
    else {
      if (seen.size < MOST_SEEN) seen.add(value);
      const isArray = Array.isArray(value);
      const members = isArray ? value : Object.values(value);
      size += 2 + Math.max(members.length - 1, 0);
      for (const member of members) left.push(member);
      if (!isArray) for (const key of Object.keys(value)) size += key.length + 3;
    }
  }
  return size;
}
