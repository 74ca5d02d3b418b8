import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cli, type Outcome } from "./cli.js";
import { tempFolder } from "./temp-folder.js";

/** The home folder of somebody who has a project and MCP clients. */
export interface Home {
  readonly home: string;
  readonly project: string;
  /** Runs `toolweave init` as its user would. */
  init(...args: string[]): Promise<Outcome>;
  readonly env: Readonly<Record<string, string>>;
  read(file: string): string;
  write(file: string, text: string): void;
}

/** A home folder with these files, and an empty folder `project`; gone after the test. */
export function home(files: Readonly<Record<string, string>>): Home {
  const folder = tempFolder();
  const project = join(folder, "project");
  mkdirSync(project);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const env = { HOME: folder, XDG_CONFIG_HOME: join(folder, ".config") };
  return {
    home: folder,
    project,
    env,
    init: (...args) => cli(["init", ...args], { cwd: project, env }),
    read: (file) => readFileSync(join(folder, file), "utf8"),
    write: (file, text) => writeFileSync(join(folder, file), text),
  };
}
