import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Snippet, wholeText } from "./snippets.js";
import { ROOT } from "./workspace.js";

const execute = promisify(execFile);

/** In this workspace, so that snippets import the packages as a user does. */
const FOLDER = join(ROOT, "tests/.snippets");

const COMPILER_OPTIONS = {
  target: "es2022",
  lib: ["es2023", "esnext.disposable"],
  module: "nodenext",
  moduleDetection: "force",
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  allowJs: true,
  checkJs: true,
  rootDir: "src",
  outDir: "out",
};

/** The snippets of all documents as one TypeScript project. */
export class SnippetProject {
  readonly #snippets: readonly Snippet[];
  #problems: readonly string[] = [];

  constructor(snippets: readonly Snippet[]) {
    this.#snippets = snippets;
  }

  /** Writes every snippet as a file and compiles them all. */
  async compile(): Promise<void> {
    await rm(FOLDER, { recursive: true, force: true });
    for (const snippet of this.#snippets) {
      const path = join(FOLDER, "src", fileOf(snippet));
      const neighbours = this.#snippets.filter(({ document }) => document === snippet.document);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, wholeText(snippet, neighbours));
    }
    const config = { compilerOptions: COMPILER_OPTIONS, include: ["src"] };
    await writeFile(join(FOLDER, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const output = await execute(process.execPath, [tsc, "--pretty", "false"], {
      cwd: FOLDER,
    }).then(
      () => "",
      (error: { stdout?: string; message: string }) => error.stdout || error.message,
    );
    this.#problems = output.split(/\n(?=\S)/);
  }

  /** What the compiler says of one snippet, with the document's own lines. */
  problemsOf(snippet: Snippet): string[] {
    const prefix = `src/${fileOf(snippet)}(`;
    return this.#problems
      .filter((problem) => problem.startsWith(prefix))
      .map((problem) => `${snippet.document}(${problem.slice(prefix.length).trimEnd()}`);
  }

  /** What the compiler says of no snippet in particular. */
  otherProblems(): string[] {
    return this.#problems.filter((problem) => problem !== "" && !problem.startsWith("src/"));
  }

  /** Runs a compiled snippet; rejects with its output if it fails. */
  async run(snippet: Snippet): Promise<void> {
    const file = fileOf(snippet).replace(/\.ts$/, ".js");
    const work = join(FOLDER, "work", file);
    await mkdir(join(work, "data"), { recursive: true });
    await writeFile(join(work, "data/a.txt"), "one\ntwo\n");
    await writeFile(join(work, "data/b.txt"), "three\n");
    const options = { cwd: work, timeout: 60_000 };
    await execute(process.execPath, [join(FOLDER, "out", file)], options).catch(
      (error: { message: string; stdout?: string; stderr?: string }) => {
        throw new Error(`${error.message}\n${error.stdout ?? ""}${error.stderr ?? ""}`);
      },
    );
  }
}

function fileOf({ document, line, language, attributes }: Snippet): string {
  const folder = document.replaceAll("/", "--").replace(/\.md$/, "");
  return `${folder}/${attributes.file ?? `line-${line}.${language}`}`;
}
