import { execFileSync } from "node:child_process";
import { isBuiltin } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type ImportSite, importsOf } from "./support/imports.js";
import { CORE_LAYERS, layerOf, MCP_SDK_FOLDERS, PACKAGE_LAYERS } from "./support/layers.js";
import { filesBelow, ROOT, type Workspace, workspaces } from "./support/workspace.js";

/** Modules of packages/core/dist that may import a Node builtin when core is loaded: none. */
const BUILTINS_AT_LOAD: readonly string[] = [];

const SOURCE = /\.(ts|mts|tsx|mjs|js)$/;
const CORE_SOURCE = join(ROOT, "packages/core/src");
const CORE_ENTRY = join(ROOT, "packages/core/dist/index.js");

const all = workspaces();
const published = all.filter(({ path }) => path.startsWith("packages/"));
const pathOf = new Map(all.map(({ path, manifest }) => [manifest.name, path]));

function sitesIn({ folder }: Workspace): ImportSite[] {
  return filesBelow(join(folder, "src"), SOURCE).flatMap(importsOf);
}

function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function at({ file, line, specifier }: ImportSite): string {
  return `${relative(ROOT, file)}:${line} imports ${specifier}`;
}

describe("packages", () => {
  it("depend only on packages of lower layers, for development too", () => {
    const upward = all.flatMap(({ path, manifest }) => {
      const { dependencies, devDependencies, optionalDependencies, peerDependencies } = manifest;
      const fields = { ...dependencies, ...devDependencies, ...optionalDependencies };
      return Object.keys({ ...fields, ...peerDependencies })
        .map((name) => pathOf.get(name))
        .filter((to) => to !== undefined && !isBelow(PACKAGE_LAYERS, to, path))
        .map((to) => `${path} depends on ${to}`);
    });
    expect(upward).toEqual([]);
  });

  it("import only what their own package.json has as a dependency", () => {
    const undeclared = published.flatMap((workspace) => {
      const { name, bin, dependencies, devDependencies, peerDependencies } = workspace.manifest;
      // A command is bundled with what it needs, which is there for development alone.
      const bundled = bin === undefined ? {} : devDependencies;
      const fields = { ...dependencies, ...peerDependencies, ...bundled };
      const declared = new Set(Object.keys({ ...fields, [name]: "" }));
      return sitesIn(workspace).filter(
        ({ file, specifier }) =>
          !(
            specifier.startsWith(".") ||
            isBuiltin(specifier) ||
            declared.has(packageOf(specifier))
          ) && !isBundled(file),
      );
    });
    expect(undeclared.map(at)).toEqual([]);
  });

  it("import other packages of this repository only downwards", () => {
    const upward = published.flatMap((workspace) =>
      sitesIn(workspace).filter(({ specifier }) => {
        const to = pathOf.get(packageOf(specifier));
        if (to === undefined || to === workspace.path) return false;
        return !isBelow(PACKAGE_LAYERS, to, workspace.path);
      }),
    );
    expect(upward.map(at)).toEqual([]);
  });

  it("reach no file of another package by a relative path", () => {
    const escaping = published.flatMap((workspace) =>
      sitesIn(workspace).filter(
        ({ file, specifier }) =>
          specifier.startsWith(".") &&
          !resolve(dirname(file), specifier).startsWith(workspace.folder + sep),
      ),
    );
    expect(escaping.map(at)).toEqual([]);
  });

  it("import the MCP SDK in the folders that are there for it alone", () => {
    const outside = published
      .flatMap(sitesIn)
      .filter(({ specifier }) => packageOf(specifier) === "@modelcontextprotocol/sdk")
      .filter(({ file }) => !MCP_SDK_FOLDERS.some((folder) => file.startsWith(join(ROOT, folder))));
    expect(outside.map(at)).toEqual([]);
  });

  it("have texts that import nothing", () => {
    const prompts = published.filter(({ path }) => path === "packages/prompts");
    const foreign = prompts.flatMap(sitesIn).filter(({ specifier }) => !specifier.startsWith("."));
    expect(foreign.map(at)).toEqual([]);
    expect(prompts.map(({ manifest }) => manifest.dependencies ?? {})).toEqual([{}]);
  });
});

describe("folders of core", () => {
  it("import only folders of lower layers", () => {
    const upward = filesBelow(CORE_SOURCE, SOURCE)
      .flatMap(importsOf)
      .filter(({ file, specifier }) => {
        if (!specifier.startsWith(".")) return false;
        const from = topOf(file);
        const to = topOf(resolve(dirname(file), specifier).replace(/\.js$/, ".ts"));
        return from !== to && !isBelow(CORE_LAYERS, to, from);
      });
    expect(upward.map(at)).toEqual([]);
  });
});

describe("core's root entry", () => {
  it("imports no Node builtin at module level", () => {
    const reached = staticallyReached(CORE_ENTRY);
    const importers = reached
      .filter(({ specifier }) => isBuiltin(specifier))
      .filter(({ file }) => !BUILTINS_AT_LOAD.includes(relative(ROOT, file)));
    expect(importers.map(at)).toEqual([]);
  });

  it("loads where no Node builtin exists", () => {
    expect(withoutBuiltins(`typeof (await import(${JSON.stringify(CORE_ENTRY)})).MCPClient`)).toBe(
      "function",
    );
  });

  it("would not load so if it needed one", () => {
    const needing = JSON.stringify(
      fileURLToPath(new URL("support/needs-builtin.cjs", import.meta.url)),
    );
    const outcome = ".then(() => 'loaded', ({ message }) => message)";
    expect(withoutBuiltins(`await import("node:fs")${outcome}`)).toContain("node:fs is blocked");
    expect(withoutBuiltins(`await import(${needing})${outcome}`)).toContain("node:fs is blocked");
  });
});

/** What an expression prints in a process in which no Node builtin can be loaded. */
function withoutBuiltins(expression: string): string {
  const blocker = new URL("support/block-builtins.mjs", import.meta.url).href;
  const args = ["--import", blocker, "--input-type=module", "--eval", `console.log(${expression})`];
  return execFileSync(process.execPath, args, { encoding: "utf8" }).trim();
}

function isBelow(layers: readonly (readonly string[])[], name: string, above: string): boolean {
  return layerOf(layers, name) > layerOf(layers, above);
}

/** The folder, or the file, directly in packages/core/src. */
function topOf(file: string): string {
  return relative(CORE_SOURCE, file).split(sep)[0] ?? "";
}

/** What esbuild bundles into the package: its imports are gone before anyone installs it. */
function isBundled(file: string): boolean {
  return ["guest", "node-runner"].includes(topOf(file));
}

/** Every import met on the way from a compiled file, within this repository's packages. */
function staticallyReached(entry: string): ImportSite[] {
  const files = [entry];
  const sites: ImportSite[] = [];
  for (const file of files) {
    for (const site of importsOf(file).filter(({ isStatic }) => isStatic)) {
      sites.push(site);
      const { specifier } = site;
      const own = pathOf.get(packageOf(specifier));
      const next = specifier.startsWith(".")
        ? resolve(dirname(file), specifier)
        : own && join(ROOT, own, "dist/index.js");
      if (next !== undefined && !files.includes(next)) files.push(next);
    }
  }
  return sites;
}
