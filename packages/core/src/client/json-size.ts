/**
 * How many characters a value that was JSON takes as such, or a few less: escapes count for what they stand for.
 * Not by writing it, which has no end of memory, and fails for what is nested deeply.
 */
export function jsonSize(json: unknown): number {
  const left: unknown[] = [json];
  let size = 0;
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === "string") size += value.length + 2;
    else if (typeof value !== "object" || value === null) size += String(value).length;
    else if (Array.isArray(value)) {
      size += value.length + 2;
      for (const item of value) left.push(item);
    } else {
      size += 2;
      for (const [key, member] of Object.entries(value)) {
        size += key.length + 4;
        left.push(member);
      }
    }
  }
  return size;
}
