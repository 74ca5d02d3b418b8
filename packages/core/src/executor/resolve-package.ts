interface PackageManifest {
  readonly exports?: unknown;
  readonly main?: string;
}

/** Conditions of an ES module import in Node, the way `exports` names them. */
const CONDITIONS = new Set(["node", "import", "module-sync", "default"]);

/**
 * The URL of a package's entry as a given file would import it. Node offers this only for `require`,
 * whose conditions an ES-module-only package does not have; then its manifest is read here.
 *
 * @throws Error with code `MODULE_NOT_FOUND` where the package is not visible from the file.
 */
export async function resolveFrom(specifier: string, file: string): Promise<string> {
  // By the default export, which is a function: in the webpack of Next.js its properties are no named exports.
  const { createRequire } = (await import("node:module")).default;
  const { pathToFileURL } = await import("node:url");
  const require = createRequire(pathToFileURL(file));
  try {
    return pathToFileURL(require.resolve(specifier)).href;
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw error;
  }
  const { join } = await import("node:path");
  const { existsSync, readFileSync } = await import("node:fs");
  for (const folder of require.resolve.paths(specifier) ?? []) {
    const root = join(folder, specifier);
    if (!existsSync(join(root, "package.json"))) continue;
    const manifest = JSON.parse(
      readFileSync(join(root, "package.json"), "utf8"),
    ) as PackageManifest;
    const target = targetOf(manifest.exports) ?? manifest.main ?? "index.js";
    return pathToFileURL(join(root, target)).href;
  }
  throw Object.assign(new Error(`Cannot find package ${specifier}`), { code: "MODULE_NOT_FOUND" });
}

/** The entry `.` of a package's `exports` under our conditions. */
function targetOf(exports: unknown): string | undefined {
  if (typeof exports === "string") return exports;
  if (Array.isArray(exports)) return exports.map(targetOf).find((target) => target !== undefined);
  if (typeof exports !== "object" || exports === null) return undefined;
  for (const [key, value] of Object.entries(exports)) {
    if (key === "." || CONDITIONS.has(key)) {
      const target = targetOf(value);
      if (target !== undefined) return target;
    }
  }
  return undefined;
}
