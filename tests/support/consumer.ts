import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type PackedPackage, packPackages } from "../../scripts/pack-packages.mjs";
import { cleanEnvironment, pnpm, runClean } from "../../scripts/package-manager.mjs";
import { ROOT } from "./workspace.js";

const execute = promisify(execFile);

/** Problems in the declarations of packages that are not ours, which our consumers have as well. */
const OF_OTHERS = /^node_modules\/(?![^(]*@toolweave\/)/;

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** A package in npm's lock file. */
export interface LockedPackage {
  readonly name: string;
  /** The tarball's hash; what is no tarball, but a repository or a folder, has none. */
  readonly integrity: string;
  readonly hasInstallScript: boolean;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** What a consumer has installed, and by what. */
export interface ConsumerOptions {
  readonly manager: "npm" | "pnpm";
  /** The packed packages it depends on by itself; what these need comes from the other tarballs. */
  readonly packages: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The packages as they would be published, and projects outside the workspace that install them. */
export class Tarballs {
  readonly #folder: string;
  readonly #packed: readonly PackedPackage[];

  private constructor(folder: string, packed: readonly PackedPackage[]) {
    this.#folder = folder;
    this.#packed = packed;
  }

  static async pack(): Promise<Tarballs> {
    const folder = await mkdtemp(join(tmpdir(), "toolweave-packed-"));
    return new Tarballs(folder, await packPackages(folder));
  }

  /** Makes a project with the files of `fixtures/consumer` and installs its dependencies. */
  async consumer({ manager, packages, dependencies }: ConsumerOptions): Promise<Consumer> {
    const project = await mkdtemp(join(this.#folder, `${manager}-`));
    await cp(fileURLToPath(new URL("../fixtures/consumer", import.meta.url)), project, {
      recursive: true,
    });
    const tarballs = this.#packed.map(({ name, tarball }) => [name, `file:${tarball}`] as const);
    const own = tarballs.filter(([name]) => packages.includes(name));
    const others = tarballs.filter(([name]) => !packages.includes(name));
    const overrides = Object.fromEntries(others);
    const manifest = {
      name: "consumer",
      private: true,
      type: "module",
      dependencies: { ...Object.fromEntries(own), ...dependencies },
      // npm refuses an override of what the project itself depends on, and needs none.
      overrides,
      pnpm: { overrides: Object.fromEntries(tarballs) },
    };
    await writeFile(join(project, "package.json"), JSON.stringify(manifest));
    if (manager === "npm") await runClean("npm", ["install"], { cwd: project });
    else await pnpm(["install", "--no-frozen-lockfile"], { cwd: project });
    return new Consumer(project);
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** One project that has the tarballs installed. */
export class Consumer {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Runs one of its scripts and gives back the JSON that it prints. */
  async run(script: string): Promise<unknown> {
    const options = { cwd: this.#folder, env: cleanEnvironment(), timeout: 60_000 };
    const { stdout } = await execute(process.execPath, [script], options);
    return JSON.parse(stdout);
  }

  /** Adds a file to it. */
  async write(file: string, text: string): Promise<void> {
    await writeFile(join(this.#folder, file), text);
  }

  /** Runs its tests; resolves with how many passed, and the names of those that did not. */
  async test(): Promise<{ passed: number; others: string[] }> {
    const vitest = join(this.#folder, "node_modules/vitest/vitest.mjs");
    const args = [vitest, "run", "--reporter=json", "--outputFile=report.json"];
    const options = { cwd: this.#folder, env: cleanEnvironment(), timeout: 300_000 };
    // It fails if a test does; which one, the report says.
    await execute(process.execPath, args, options).catch(() => {});
    const report = JSON.parse(await readFile(join(this.#folder, "report.json"), "utf8"));
    const results = (report as VitestReport).testResults.flatMap((file) => file.assertionResults);
    const others = results.filter(({ status }) => status !== "passed");
    return {
      passed: results.length - others.length,
      others: others.map(({ fullName, status }) => `${status}: ${fullName}`),
    };
  }

  /** What is installed, nested packages included: the lines of `npm ls`. */
  async installed(): Promise<string[]> {
    const tree = await runClean("npm", ["ls", "--all", "--parseable"], { cwd: this.#folder });
    return tree.split("\n");
  }

  /** What npm has installed, from where, and what it would run for it. */
  async lockedPackages(): Promise<LockedPackage[]> {
    const lock = JSON.parse(await readFile(join(this.#folder, "package-lock.json"), "utf8"));
    const all = Object.entries((lock as { packages: Record<string, LockedPackage> }).packages);
    return all
      .filter(([folder]) => folder !== "")
      .map(([folder, { integrity = "", hasInstallScript = false, dependencies = {} }]) => ({
        name: folder.replace(/^.*node_modules\//, ""),
        integrity,
        hasInstallScript,
        dependencies,
      }));
  }

  /** Type-checks one of its files, the packages' own declarations included. */
  async typeCheck(
    module: "node16" | "nodenext" | "preserve",
    file = "consumer.ts",
  ): Promise<string> {
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const flags = [
      "--noEmit",
      "--strict",
      "--target",
      "es2022",
      "--lib",
      "es2023,esnext.disposable",
      "--types",
      "node",
    ];
    const args = [tsc, ...flags, "--pretty", "false", "--module", module, file];
    const output = await execute(process.execPath, args, { cwd: this.#folder }).then(
      () => "",
      (error: { stdout?: string; message: string }) => error.stdout || error.message,
    );
    return output
      .split(/\n(?=\S)/)
      .filter((problem) => problem.trim() !== "" && !OF_OTHERS.test(problem))
      .join("\n");
  }
}
