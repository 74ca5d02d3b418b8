import { existsSync, readFileSync, rmSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { print } from "../command-line/terminal.js";
import { EMPTY_CONFIG } from "./apply-moves.js";
import { editJson } from "./edit-json.js";
import { backupOf, type MovedServer } from "./move-record.js";
import { replaceFile } from "./replace-file.js";
import { isIn } from "./servers-left.js";
import { readTarget } from "./target-config.js";

/**
 * Takes servers that were put back out of the backup of the configuration, and deletes it if it keeps nothing else:
 * their keys and tokens are not to stay in a file that nobody looks at.
 */
export async function takeOutOfBackup(config: string, back: readonly MovedServer[]): Promise<void> {
  const backup = backupOf(config);
  if (!existsSync(backup)) return;
  const before = readFileSync(backup, "utf8");
  const text = await withoutServers(backup, before, { config, back });
  if (text === undefined) return;
  if (sameText(text, EMPTY_CONFIG) || (existsSync(config) && sameText(text, textOf(config)))) {
    rmSync(backup);
  } else if (text !== before) {
    replaceFile(backup, text);
  }
}

/** What would be left of a backup; `undefined` for one that is no configuration any more, and is not ours to edit. */
async function withoutServers(
  backup: string,
  text: string,
  { config, back }: { readonly config: string; readonly back: readonly MovedServer[] },
): Promise<string | undefined> {
  try {
    const { key, servers } = await readTarget(backup);
    const changes = back
      .filter((each) => each.isNew && isIn(each, config))
      .filter(({ target, moved }) => isDeepStrictEqual(servers[target], moved))
      .map(({ target }) => ({ path: [key, target], value: undefined }));
    return editJson(text, changes);
  } catch {
    print(`  left as it is ${backup}, which cannot be read: it may hold what was put back`);
    return undefined;
  }
}

function sameText(one: string, other: string): boolean {
  return one.replace(/\s/g, "") === other.replace(/\s/g, "");
}

function textOf(file: string): string {
  return readFileSync(file, "utf8");
}
