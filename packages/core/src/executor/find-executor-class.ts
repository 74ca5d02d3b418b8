import { describeError } from "../errors/describe-error.js";
import { nearestNames } from "../errors/nearest-names.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { type NamedExecutorClass, registeredExecutor } from "./executor-registry.js";
import { isPath, packageOf, resolveFrom } from "./resolve-package.js";

/** The packages behind the short names. */
const PACKAGES: Readonly<Record<string, string>> = {
  vm: "@toolweave/executor-vm",
  quickjs: "@toolweave/executor-quickjs",
  e2b: "@toolweave/executor-e2b",
};

/**
 * Finds the class of a named executor: one already imported, or the package of that name as this
 * package, the application's main script or the working directory sees it. A path is a module's, from the
 * working directory.
 *
 * @throws ToolweaveError `EXECUTOR_NOT_FOUND` with the install command and the places looked in;
 *   `EXECUTOR_INVALID` for a package that is no executor.
 */
export async function findExecutorClass(name: string): Promise<NamedExecutorClass> {
  const registered = registeredExecutor(name);
  if (registered !== undefined) return registered;
  const specifier = Object.hasOwn(PACKAGES, name) ? (PACKAGES[name] as string) : name;
  const looked: string[] = [];
  for (const { place, load } of candidates(specifier)) {
    let module: Record<string, unknown>;
    try {
      module = await load();
    } catch (error) {
      if (!isNotFound(error, specifier)) throw unloadable(name, specifier, error);
      looked.push(place);
      continue;
    }
    return classIn(module, specifier);
  }
  const message = isPath(specifier)
    ? `There is no module ${specifier}, seen from ${looked.join(", from ")}: give an executor's path or package.`
    : `The executor "${name}" is not installed. ${adviceFor(name, specifier)}\n` +
      `Looked for ${specifier} from ${looked.join(", from ")}.`;
  throw new ToolweaveError("EXECUTOR_NOT_FOUND", message, {
    details: { executor: name, package: specifier, looked },
  });
}

/** A package of a name that is only misspelt may be anybody's. */
function adviceFor(name: string, specifier: string): string {
  const known = Object.keys(PACKAGES);
  const [nearest] = known.includes(name) ? [] : nearestNames(name, known, 1);
  const install = `npm install ${specifier}`;
  if (nearest === undefined) return `Run: ${install}`;
  return `Did you mean "${nearest}"? If it is a package that you know, run: ${install}`;
}

interface Candidate {
  readonly place: string;
  load(): Promise<Record<string, unknown>>;
}

function* candidates(specifier: string): Generator<Candidate> {
  const process = globalThis.process as NodeJS.Process | undefined;
  const main = process?.argv?.[1];
  // Seen from this package, a path would lead to one of its own files.
  if (!isPath(specifier)) yield { place: "@toolweave/core", load: () => importByNode(specifier) };
  if (main !== undefined && !isPath(specifier)) {
    yield { place: main, load: () => importFrom(specifier, main) };
  }
  const folder = process?.cwd?.();
  if (folder !== undefined) {
    yield { place: folder, load: () => importFrom(specifier, `${folder}/package.json`) };
  }
}

async function importFrom(specifier: string, file: string): Promise<Record<string, unknown>> {
  return importByNode(await resolveFrom(specifier, file));
}

/** Bundlers that look for every import while they build would make this one fail, whatever it is of. */
function importByNode(specifier: string): Promise<Record<string, unknown>> {
  return import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ specifier);
}

/** Not found means this package, not a file of its own or one that it fails to import itself. */
function isNotFound(error: unknown, specifier: string): boolean {
  const { code, message, data } = error as { code?: unknown; message?: unknown; data?: unknown };
  if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") return false;
  const { name } = packageOf(specifier);
  // Yarn without node_modules quotes nothing, and refuses what the asking package does not depend on.
  const undeclared = (data as { dependencyName?: unknown } | undefined)?.dependencyName;
  if (undeclared !== undefined) return undeclared === name;
  const text = String(message);
  // What is missing is quoted first; after it come the files that asked for it, this package's among them.
  const missing = /["'`]([^"'`]+)["'`]/.exec(text)?.[1];
  if (missing === undefined) return text.includes(specifier);
  return missing === specifier || missing === name;
}

function unloadable(name: string, specifier: string, error: unknown): ToolweaveError {
  return new ToolweaveError(
    "EXECUTOR_INVALID",
    `The executor "${name}" (${specifier}) is installed but cannot be loaded: ${describeError(error)}`,
    { cause: error },
  );
}

function classIn(module: Record<string, unknown>, specifier: string): NamedExecutorClass {
  const exported = module["default"];
  // Compiled to CommonJS, a default export is a property of what is imported as the default.
  for (const found of [exported, (exported as { default?: unknown } | undefined)?.default]) {
    // Only of what can be constructed there is a prototype.
    if (typeof found === "function" && found.prototype) return found as NamedExecutorClass;
  }
  throw new ToolweaveError(
    "EXECUTOR_INVALID",
    `${specifier} has no executor class as its default export.`,
  );
}
