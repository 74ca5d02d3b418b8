import { existsSync, lstatSync, readFileSync, rmSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { ExitCode } from "../command-line/exit-code.js";
import { paint, print } from "../command-line/terminal.js";
import { EMPTY_CONFIG } from "./apply-moves.js";
import { editJson } from "./edit-json.js";
import { backupOf, type MovedServer } from "./move-record.js";
import { replaceFile } from "./replace-file.js";
import { isIn, leaveServers } from "./servers-left.js";
import { readTarget } from "./target-config.js";
import { takeOutOfBackup } from "./undo-backup.js";
import { type Undone, undoFile } from "./undo-file.js";

/** What is to be undone. */
export interface MovesToUndo {
  /** The configuration that the servers were moved to. */
  readonly config: string;
  /** Files of clients that are not to have theirs back: if they had any, they are still in need of the configuration. */
  readonly others: readonly string[];
}

/** Puts servers back into the files that they were moved out of. Resolves with the exit code. */
export async function undoInit(
  files: readonly string[],
  { config, others }: MovesToUndo,
): Promise<number> {
  const undone: Undone[] = [];
  for (const file of new Set(files)) {
    const done = await undoFile(file, config);
    if (done === undefined) continue;
    if (hasDone(done)) {
      undone.push(done);
      tell(done);
    }
    tellElsewhere(done);
  }
  if (undone.length === 0) {
    print("There is nothing to put back.");
    return ExitCode.ok;
  }
  const hasFailed = undone.some(({ problem }) => problem !== undefined);
  const servers = undone.flatMap(({ back, left }) => [...back, ...left]);
  if (!existsSync(config)) {
    if (!hasFailed) await takeOutOfBackup(config, servers);
    return hasFailed ? ExitCode.failed : ExitCode.ok;
  }
  const failed = undone.filter(({ problem }) => problem !== undefined).map(({ file }) => file);
  if (leaveServers([...others, ...failed], { servers, config }) || hasFailed) {
    print(paint("dim", "The configuration is left as it is, with the servers in it."));
  } else {
    await takeOut(config, servers);
    await takeOutOfBackup(config, servers);
  }
  return hasFailed ? ExitCode.failed : ExitCode.ok;
}

/** False for a file all of whose servers are in other configurations. */
function hasDone({ back, replaced, problem }: Undone): boolean {
  return back.length + replaced.length > 0 || problem !== undefined;
}

/** Names what stays in the configurations of other folders, and how it is put back. */
function tellElsewhere(undone: Undone): void {
  const { file, elsewhere } = undone;
  for (const other of new Set(elsewhere.map(({ config }) => config))) {
    const servers = elsewhere.filter(({ config }) => config === other);
    const left = hasDone(undone)
      ? `  Left as they are: ${namesOf(servers)}, which`
      : `left as it is ${file}: its servers`;
    print(`${left} were moved to ${other}`);
    print(`  To put them back: toolweave init --undo --output ${other}`);
  }
}

function tell({ file, back, replaced, hasChanged, problem }: Undone): void {
  if (problem !== undefined) {
    print(`${paint("red", "left alone")} ${file}: ${problem}`);
    print(`  What it was is kept in ${backupOf(file)}, and its servers are in the configuration.`);
    return;
  }
  print(`put back ${file}`);
  if (hasChanged) {
    print(`  It has changed since, so that only its servers were put back: ${namesOf(back)}.`);
    print(`  What it was before, with the comments among them, is kept in ${backupOf(file)}`);
  }
  for (const { name, config, target } of replaced) {
    print(
      `  It has another ${name} by now; the one that was moved stays in ${config} as ${target}.`,
    );
  }
}

/** Takes the servers out of the configuration, unless somebody has changed them there. */
async function takeOut(config: string, back: readonly MovedServer[]): Promise<void> {
  const { key, servers } = await readTarget(config);
  const had = back.filter((each) => each.isNew && isIn(each, config));
  const isSame = ({ target, moved }: MovedServer): boolean =>
    isDeepStrictEqual(servers[target], moved);
  const changes = had
    .filter(isSame)
    .map(({ target }) => ({ path: [key, target], value: undefined }));
  const changed = had.filter((each) => Object.hasOwn(servers, each.target) && !isSame(each));
  if (changed.length > 0) {
    const names = changed.map(({ target }) => target).join(", ");
    print(`left in ${config}, where they have been changed: ${names}`);
  }
  const text = editJson(readFileSync(config, "utf8"), changes);
  const isEmpty = text.replace(/\s/g, "") === EMPTY_CONFIG.replace(/\s/g, "");
  // Without its link, the file would go on having the servers. Who made the link has a use for both.
  if (isEmpty && !lstatSync(config).isSymbolicLink()) {
    rmSync(config);
    print(`deleted ${config}, for nothing is left in it`);
    return;
  }
  if (changes.length === 0) return;
  replaceFile(config, text);
  print(`took out of ${config} what was put back`);
}

function namesOf(servers: readonly MovedServer[]): string {
  return servers.map(({ name }) => name).join(", ") || "none";
}
