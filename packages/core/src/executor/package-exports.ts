/** Conditions of an ES module import in Node, the way `exports` names them. */
const CONDITIONS = new Set(["node", "import", "module-sync", "default"]);

/** The file that a package's `exports` gives for a subpath, "." for its entry, under our conditions. */
export function exportedFile(exports: unknown, subpath: string): string | undefined {
  if (!hasSubpaths(exports)) return subpath === "." ? targetOf(exports, "") : undefined;
  if (Object.hasOwn(exports, subpath)) return targetOf(exports[subpath], "");
  const patterns = Object.keys(exports).filter((key) => matches(key, subpath));
  // The one that says most wins.
  const [best] = patterns.sort((a, b) => b.indexOf("*") - a.indexOf("*") || b.length - a.length);
  if (best === undefined) return undefined;
  const [start, end] = best.split("*") as [string, string];
  return targetOf(exports[best], subpath.slice(start.length, subpath.length - end.length));
}

function hasSubpaths(exports: unknown): exports is Record<string, unknown> {
  if (typeof exports !== "object" || exports === null || Array.isArray(exports)) return false;
  return Object.keys(exports).some((key) => key.startsWith("."));
}

function matches(pattern: string, subpath: string): boolean {
  const [start, end, ...more] = pattern.split("*");
  if (start === undefined || end === undefined || more.length > 0) return false;
  return (
    subpath.length >= start.length + end.length &&
    subpath.startsWith(start) &&
    subpath.endsWith(end)
  );
}

/** @param star what `*` stands for. */
function targetOf(target: unknown, star: string): string | undefined {
  if (typeof target === "string") return target.replaceAll("*", () => star);
  if (Array.isArray(target)) {
    return target.map((each) => targetOf(each, star)).find((file) => file !== undefined);
  }
  if (typeof target !== "object" || target === null) return undefined;
  for (const [condition, value] of Object.entries(target)) {
    if (!CONDITIONS.has(condition)) continue;
    const file = targetOf(value, star);
    if (file !== undefined) return file;
  }
  return undefined;
}
