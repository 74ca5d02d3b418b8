const TOKENS = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]?|\{\d+(?:,\d*)?\}|[\s\S]/g;

/** About what a pattern comes to when it is compiled: its length, and every repetition written out. */
export function patternSize(pattern: string): number {
  const open: number[] = [];
  let size = 0;
  let last = 0;
  for (const [token] of pattern.matchAll(TOKENS)) {
    if (token === "(") {
      open.push(size);
      last = 0;
    } else if (token === ")") {
      last = size - (open.pop() ?? 0);
    } else if (/^\{\d/.test(token)) {
      const times = Math.max(...token.slice(1, -1).split(",").map(Number));
      size += last * Math.max(times - 1, 0);
      last *= times;
    } else {
      size++;
      last = 1;
    }
  }
  return pattern.length + size;
}
