import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

/** A workspace package, private or not. */
export interface Workspace {
  /** Folder from the root: `packages/core`. */
  readonly path: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The fields of a package.json that the tests look at. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly bin?: unknown;
}

/** Every folder of `packages/` and every private workspace beside it. */
export function workspaces(): Workspace[] {
  const packages = readdirSync(join(ROOT, "packages")).map((name) => `packages/${name}`);
  const others = ["examples", "bench", "tests"].filter((name) => readdirSync(ROOT).includes(name));
  return [...packages.sort(), ...others].map((path) => {
    const folder = join(ROOT, path);
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
    return { path, folder, manifest };
  });
}

const NOT_SOURCE = new Set(["node_modules", "dist", ".turbo", ".snippets"]);

/** The files below a folder whose names match, as absolute paths in a stable order. */
export function filesBelow(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_SOURCE.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path, pattern);
      return pattern.test(entry.name) ? [path] : [];
    })
    .sort();
}
