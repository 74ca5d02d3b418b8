import { isDeepStrictEqual } from "node:util";
import { ToolweaveError } from "@toolweave/core/node";
import { parse, stringify } from "smol-toml";
import { isObject } from "../config/is-object.js";
import { type TomlLine, tomlLines } from "./toml-lines.js";

const HEADER = /^\s*\[/;
const COMMENT = /^\s*#/;

/** A change of the servers in a text of TOML. */
export interface TomlChange {
  readonly table: string;
  /** Names of servers to take out. */
  readonly removed: readonly string[];
  /** The text of tables to add. */
  readonly added: string;
}

/** The text of the table of one server. */
export function serverTable(table: string, name: string, entry: object): string {
  return stringify({ [table]: { [name]: entry } }).trim();
}

/** The text of a server's tables as they stand. */
export function textOfServer(text: string, table: string, name: string): string {
  return parted(text, table, [name]).taken.join("\n").trim();
}

/**
 * Takes tables of servers out of a text of TOML and adds others, all else left as it is: comments, too.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for servers that are written in another way than as tables.
 */
export function replaceServers(text: string, change: TomlChange): string {
  const { kept } = parted(text, change.table, change.removed);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const parts = [kept.join("\n").trimEnd(), withEnds(change.added.trim(), eol)];
  const edited = `${parts.filter((part) => part !== "").join(eol + eol)}${eol}`;
  checkEdit(text, edited, change);
  return edited;
}

/** The text with such ends of lines, but for those within values: in a text of several lines they are part of what it says. */
function withEnds(text: string, eol: string): string {
  const lines = tomlLines(text);
  const parts = lines.map(({ text: line }, at) => {
    const next = lines[at + 1];
    if (next === undefined) return line;
    return next.goesOn ? `${line}\n` : line.replace(/\r$/, "") + eol;
  });
  return parts.join("");
}

function parted(
  text: string,
  table: string,
  names: readonly string[],
): { readonly kept: string[]; readonly taken: string[] } {
  const kept: TomlLine[] = [];
  const taken: TomlLine[] = [];
  let isTaken = false;
  for (const line of tomlLines(text)) {
    if (!line.goesOn && HEADER.test(line.text)) {
      const wasTaken = isTaken;
      isTaken = names.some((name) => isTableOf(line.text, table, name));
      if (wasTaken && !isTaken) kept.push(...taken.splice(firstAbove(taken)));
    }
    (isTaken ? taken : kept).push(line);
  }
  return { kept: kept.map((line) => line.text), taken: taken.map((line) => line.text) };
}

/** Where the comments begin that stand right above the line to come: they are about it. */
function firstAbove(lines: readonly TomlLine[]): number {
  const last = lines.findLastIndex(({ text, goesOn }) => goesOn || !COMMENT.test(text));
  return last + 1;
}

/** True for `[table.name]` and `[table.name.env]`, however the name is quoted. */
function isTableOf(line: string, table: string, name: string): boolean {
  const servers = (parsed(line.trim()) as Readonly<Record<string, unknown>> | null)?.[table];
  return isObject(servers) && Object.hasOwn(servers, name);
}

/** What the text says afterwards has to be what was meant. */
function checkEdit(before: string, after: string, { table, removed, added }: TomlChange): void {
  const wanted = parse(before) as Record<string, unknown>;
  const servers = Object.entries((wanted[table] ?? {}) as object);
  const rest = servers.filter(([name]) => !removed.includes(name));
  const all = { ...Object.fromEntries(rest), ...(parse(added)[table] as object | undefined) };
  if (Object.keys(all).length > 0) wanted[table] = all;
  else delete wanted[table];
  if (isDeepStrictEqual(plain(parsed(after)), plain(wanted))) return;
  throw new ToolweaveError(
    "CONFIG_INVALID",
    `The servers do not stand as tables [${table}.NAME]; move them by hand.`,
  );
}

/** `null` for a text that the edit has broken. */
function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
