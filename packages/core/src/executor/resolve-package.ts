import { exportedFile } from "./package-exports.js";

/** A package, and what of it is asked for: "." is its entry. */
interface PackagePart {
  readonly name: string;
  readonly subpath: string;
}

/** True for what names a file, as no package's name does. */
export function isPath(specifier: string): boolean {
  return /^(\.{0,2}[\\/]|[a-z]:[\\/])/i.test(specifier);
}

/** Reads `name`, `@scope/name` and either with a path behind it. */
export function packageOf(specifier: string): PackagePart {
  const parts = specifier.split("/");
  const ofName = specifier.startsWith("@") ? 2 : 1;
  const subpath = [".", ...parts.slice(ofName)].join("/");
  return { name: parts.slice(0, ofName).join("/"), subpath };
}

/**
 * The URL of a module as a given file would import it. Node offers this only for `require`, whose
 * conditions an ES-module-only package does not have, and which finds another file in a package that has
 * one for each; so the `exports` of its manifest are read here.
 *
 * @throws Error with code `MODULE_NOT_FOUND` where it is not visible from the file.
 */
export async function resolveFrom(specifier: string, file: string): Promise<string> {
  // By the default export, which is a function: in the webpack of Next.js its properties are no named exports.
  const { createRequire } = (await import("node:module")).default;
  const { pathToFileURL } = await import("node:url");
  const { join } = await import("node:path");
  const { existsSync, readFileSync, realpathSync } = await import("node:fs");
  const require = createRequire(pathToFileURL(file));
  const urlOf = (path: string): string =>
    pathToFileURL(existsSync(path) ? realpathSync(path) : path).href;
  const { name, subpath } = packageOf(specifier);
  const folders = isPath(specifier) ? [] : (require.resolve.paths(specifier) ?? []);
  for (const folder of folders) {
    const manifest = join(folder, name, "package.json");
    if (!existsSync(manifest)) continue;
    const { exports } = JSON.parse(readFileSync(manifest, "utf8")) as { exports?: unknown };
    const target = exportedFile(exports, subpath);
    // As Node has it: by a link the same module would be there twice.
    if (target !== undefined) return urlOf(join(folder, name, target));
    break; // What has no exports is found by its main or its path, and Node's error says what is not exported.
  }
  return pathToFileURL(require.resolve(specifier)).href;
}
