import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { isObject } from "../config/is-object.js";
import type { KnownClient } from "./known-clients.js";

/** A list of names of servers that a user of Claude Code has switched off. */
interface SwitchedOff {
  readonly file: string;
  readonly place: readonly string[];
  /** Whether it is for the servers of a project's `.mcp.json` alone. */
  readonly isOfProject: boolean;
}

/**
 * Names of the servers in a file that Claude Code does not start in a project, with the file that says so. It keeps
 * them apart from the servers.
 */
export async function switchedOffInClaude(
  client: KnownClient,
  { file, project, read }: ClaudeFile,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  if (client.id !== "claude-code") return names;
  const isOfProject = basename(file) === ".mcp.json";
  for (const list of listsOf(project).filter((each) => isOfProject || !each.isOfProject)) {
    if (!existsSync(list.file)) continue;
    const found = list.place.reduce<unknown>(
      (at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
      // A file that cannot be read says nothing to Claude Code either.
      await read(list.file).catch(() => undefined),
    );
    if (!Array.isArray(found)) continue;
    for (const name of found) names.set(String(name), `${list.place.at(-1)} of ${list.file}`);
  }
  return names;
}

/** A file of Claude Code, seen from a project. */
interface ClaudeFile {
  readonly file: string;
  readonly project: string;
  readonly read: (file: string) => Promise<unknown>;
}

function listsOf(project: string): SwitchedOff[] {
  const ofUser = join(homedir(), ".claude.json");
  const folder = ["projects", project];
  const settings = [
    join(project, ".claude", "settings.local.json"),
    join(project, ".claude", "settings.json"),
    join(homedir(), ".claude", "settings.json"),
  ];
  return [
    { file: ofUser, place: [...folder, "disabledMcpServers"], isOfProject: false },
    { file: ofUser, place: [...folder, "disabledMcpjsonServers"], isOfProject: true },
    ...settings.map((file) => ({ file, place: ["disabledMcpjsonServers"], isOfProject: true })),
  ];
}
