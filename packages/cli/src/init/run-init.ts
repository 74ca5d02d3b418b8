import { accessSync, constants, existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { isDeepStrictEqual } from "node:util";
import { nearestNames, ToolweaveError } from "@toolweave/core/node";
import { ExitCode } from "../command-line/exit-code.js";
import { paint, print } from "../command-line/terminal.js";
import { CONFIG_NAMES, ownConfigFor } from "../config/find-config.js";
import { readConfig } from "../config/read-config.js";
import { applyChanges, type Change, plannedChanges } from "./apply-moves.js";
import { type KnownClient, knownClients } from "./known-clients.js";
import { type FileMove, planMoves } from "./plan-move.js";
import { planWarnings } from "./plan-warnings.js";
import { configIn, readTarget, type TargetConfig } from "./target-config.js";
import { undoInit } from "./undo-init.js";

/** Options of `toolweave init`. */
export interface InitFlags {
  readonly client?: readonly string[] | undefined;
  readonly output?: string | undefined;
  readonly yes?: boolean | undefined;
  readonly undo?: boolean | undefined;
}

/** Moves the servers of MCP clients behind toolweave, or back again. */
export async function runInit(flags: InitFlags): Promise<number> {
  const project = process.cwd();
  const config = flags.output === undefined ? configIn(project) : resolve(flags.output);
  const known = knownClients(project);
  const clients = chosen(known, flags.client);
  if (flags.undo === true) {
    const files = filesOf(clients);
    const others = filesOf(known).filter((file) => !files.includes(file));
    return undoInit(files, { config, others });
  }
  const { moves, changes } = await planned(clients, { config, project });
  const hasMoved = changes.size > 1;
  tellPlan(moves, config);
  if (!hasMoved && existsSync(config)) {
    print("There is nothing to do.");
    return ExitCode.ok;
  }
  const inUse = ownConfigFor(project) ?? moves.find(({ own }) => own !== undefined)?.own?.config;
  if (!hasMoved && flags.output === undefined && inUse !== undefined) {
    // Without servers of its own, it would only hide them.
    print(`There is nothing to do, for ${inUse} is in use here.`);
    print(`For a configuration of this folder's own: toolweave init --output ${basename(config)}`);
    return ExitCode.ok;
  }
  print(whatWouldBeWritten(config, hasMoved));
  for (const warning of planWarnings(moves, { config, project })) {
    print(`${paint("yellow", "note:")} ${warning}`);
  }
  if (flags.yes === true) {
    applyChanges(changes);
  } else {
    if (!(await confirmed())) {
      print("Nothing was written.");
      return ExitCode.ok;
    }
    // While somebody thought, clients may have written to their files.
    const now = await planned(clients, { config, project });
    if (!isDeepStrictEqual(now.moves, moves)) {
      print("Nothing was written, for the servers have changed meanwhile: run it again.");
      return ExitCode.failed;
    }
    applyChanges(now.changes);
  }
  tellDone(hasMoved, config);
  return ExitCode.ok;
}

function filesOf(clients: readonly KnownClient[]): string[] {
  return clients.flatMap(({ files }) => files);
}

/** What would be done with the files as they are now. */
async function planned(
  clients: readonly KnownClient[],
  { config, project }: { readonly config: string; readonly project: string },
): Promise<{ moves: readonly FileMove[]; changes: ReadonlyMap<string, Change> }> {
  requireJson(config);
  const target = await readTarget(config);
  const moves = await planMoves(clients, { config: target, project });
  if (!existsSync(config)) requireFolder(dirname(config));
  else if (moves.some(({ moved }) => moved.length > 0)) await requireUsable(target, project);
  return { moves, changes: plannedChanges(target, moves) };
}

/** Servers are written as JSON, and read by the name of the file. */
function requireJson(config: string): void {
  if (!config.endsWith(".toml")) return;
  const message = `The configuration is written as JSON, and would be read as TOML: ${config}. Name a .json file.`;
  throw new ToolweaveError("USAGE_INVALID", message);
}

/**
 * What toolweave refuses to start with would take the servers that come to it along. Another program's file that has
 * no servers yet is no configuration before they come.
 *
 * @throws ToolweaveError as `readConfig`.
 */
async function requireUsable({ file, hasServers }: TargetConfig, project: string): Promise<void> {
  if (hasServers || CONFIG_NAMES.includes(basename(file))) await readConfig(file, project);
}

/** Told before the plan is: the failure to write would speak of a draft that nobody knows. */
function requireFolder(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = code === "ENOENT" ? "does not exist" : "cannot be written";
    const message = `The folder of the configuration ${problem}: ${folder}`;
    throw new ToolweaveError("USAGE_INVALID", message, { cause: error });
  }
}

function tellDone(hasMoved: boolean, config: string): void {
  const done = paint("green", "done");
  if (!hasMoved) {
    print(`${done}: add servers to ${config}, and see with: toolweave doctor`);
    return;
  }
  print(`${done}: restart the clients, and see with: toolweave doctor`);
  print(
    paint("dim", "Every client's file has a backup; toolweave init --undo puts the servers back."),
  );
}

function chosen(all: readonly KnownClient[], ids: readonly string[] | undefined): KnownClient[] {
  const known = [...new Set(all.map(({ id }) => id))];
  const unknown = ids?.find((id) => !known.includes(id));
  if (unknown === undefined) return all.filter(({ id }) => ids === undefined || ids.includes(id));
  const [nearest] = nearestNames(unknown, known, 1);
  const advice = nearest === undefined ? `Known: ${known.join(", ")}.` : `Did you mean ${nearest}?`;
  throw new ToolweaveError("USAGE_INVALID", `There is no client "${unknown}". ${advice}`);
}

function tellPlan(moves: readonly FileMove[], config: string): void {
  if (moves.length === 0) {
    print("No MCP client on this machine has servers that toolweave could take over.");
    return;
  }
  for (const { client, file, moved, kept, problem, replaced } of moves) {
    print(`${paint("bold", client.name)} ${paint("dim", file)}`);
    if (problem !== undefined) print(`  ${paint("red", "left alone")}: ${problem}`);
    for (const { name, target } of moved) {
      print(`  ${name} → toolweave${target === name ? "" : ` (as ${target})`}`);
    }
    for (const { name, reason } of kept) print(`  ${paint("yellow", `${name} stays`)}: ${reason}`);
    if (moved.length === 0) continue;
    if (replaced !== undefined) {
      print("  toolweave is replaced: it is switched off, or names no configuration that is there");
    }
    print(`  + toolweave serve --config ${config}`);
  }
}

async function confirmed(): Promise<boolean> {
  if (process.stdin.isTTY !== true) {
    print("To do so without being asked, give --yes.");
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>((resolve) => terminal.once("close", () => resolve("")));
  // While a line is read, Ctrl-C is a key like others, and raises no signal.
  terminal.on("SIGINT", () => {
    terminal.close();
    process.kill(process.pid, "SIGINT");
  });
  try {
    const answer = await Promise.race([terminal.question("Write this? [y]es, [n]o: "), closed]);
    return answer.trim().toLowerCase().startsWith("y");
  } finally {
    terminal.close();
  }
}

function whatWouldBeWritten(config: string, hasServers: boolean): string {
  if (existsSync(config)) return `It would add these servers to ${config}`;
  return `It would write ${config}${hasServers ? "" : " without servers, for you to add some"}.`;
}
