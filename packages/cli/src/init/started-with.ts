import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isOurselves } from "../config/client-file.js";
import { isObject } from "../config/is-object.js";

const OPTION = /^(?:-c|--config)(?:=(.+))?$/;

/** An entry in a client's file that starts toolweave. */
export interface OwnEntry {
  readonly name: string;
  /** The configuration that it names, as a full path. It is there. */
  readonly config: string;
}

/**
 * The first of a client's servers that starts toolweave with a configuration which it names. One that is switched
 * off starts nothing: servers that were left to it, the client would no longer have.
 */
export function startedWith(servers: object): OwnEntry | undefined {
  for (const [name, entry] of Object.entries(servers)) {
    if (!isOurselves(entry) || isOff(entry)) continue;
    const config = configOf(entry);
    if (config !== undefined && existsSync(config)) return { name, config: resolve(config) };
  }
  return undefined;
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
