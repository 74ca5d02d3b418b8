import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { ownConfigFor } from "../config/find-config.js";
import { isObject } from "../config/is-object.js";
import { isWithin } from "./is-within.js";
import type { FileMove } from "./plan-move.js";
import { configIn } from "./target-config.js";

/** What users have to know of a plan before they agree to it. */
export function planWarnings(
  moves: readonly FileMove[],
  { config, project }: { readonly config: string; readonly project: string },
): string[] {
  const warnings: string[] = [];
  const above = ownConfigFor(project);
  if (above !== undefined && config === configIn(project) && !existsSync(config)) {
    warnings.push(`commands in this folder take ${above} so far, and will take ${config} instead`);
  }
  const servers = moves.flatMap(({ moved }) => moved);
  if (servers.some(({ entry }) => isObject(entry) && entry["command"] !== undefined)) {
    warnings.push(
      "servers inherit PATH, HOME and little else of the environment from toolweave: give them what they " +
        `need by env, such as "env": { "TOKEN": "\${TOKEN}" }`,
    );
  }
  const secret = moves
    .filter(({ file }) => !isWithin(project, file))
    .flatMap(({ moved }) => moved.filter(({ entry }) => hasLiterals(entry)))
    .map(({ target }) => target);
  if (secret.length > 0) {
    warnings.push(
      `${config} will have what env and headers of ${secret.join(", ")} say: keep it out of git if that is secret`,
    );
  }
  for (const { file, moved } of moves) {
    if (moved.length === 0 || project === homedir() || !isWithin(project, file)) continue;
    warnings.push(
      `${file} will name ${config} by its full path: whoever shares that file has no such path`,
    );
  }
  return warnings;
}

/** True for values that stand there themselves, and are not taken from the environment. */
function hasLiterals(entry: unknown): boolean {
  if (!isObject(entry)) return false;
  return [entry["env"], entry["headers"]]
    .flatMap((values) => (isObject(values) ? Object.values(values) : []))
    .some((value) => value !== "" && !String(value).includes("${"));
}
