import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { env } from "node:process";
import { isOurselves } from "../config/client-file.js";
import { isObject } from "../config/is-object.js";
import { plainEntry } from "../config/plain-entry.js";

const VARIABLE = /\$\{[^}]*\}/;
const OPTION = /^(?:-c|--config)(?:=(.+))?$/;

/** An entry in a client's file that starts toolweave. */
export interface OwnEntry {
  readonly name: string;
  /** The configuration that it names, as a full path: it is there, or only the client knows where it is. */
  readonly config: string;
}

/**
 * The first of a client's servers that starts toolweave with a configuration which it names. One that is switched
 * off starts nothing: servers that were left to it, the client would no longer have.
 */
export function startedWith(servers: object): OwnEntry | undefined {
  for (const [name, written] of Object.entries(servers)) {
    const entry = plainEntry(written);
    if (!isOurselves(entry) || isOff(entry)) continue;
    const given = configOf(entry);
    if (given === undefined) continue;
    const config = withVariables(given);
    if (VARIABLE.test(config)) return { name, config };
    if (existsSync(config)) return { name, config: resolve(config) };
  }
  return undefined;
}

/** A path with what clients fill in, as far as that is known here. */
function withVariables(path: string): string {
  return path.replaceAll(/\$\{([^}]*)\}/g, (text, name: string) => {
    if (name === "workspaceFolder") return process.cwd();
    if (name === "userHome") return homedir();
    return env[name.replace(/^env:/, "")] ?? text;
  });
}

function isOff(entry: unknown): boolean {
  return isObject(entry) && (entry["disabled"] === true || entry["enabled"] === false);
}

function configOf(entry: unknown): string | undefined {
  const args: unknown = isObject(entry) ? entry["args"] : undefined;
  if (!Array.isArray(args)) return undefined;
  const at = args.findIndex((arg) => typeof arg === "string" && OPTION.test(arg));
  const given: unknown = OPTION.exec(String(args[at]))?.[1] ?? args[at + 1];
  return at >= 0 && typeof given === "string" ? given : undefined;
}
