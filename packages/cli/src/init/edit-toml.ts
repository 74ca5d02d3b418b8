import { isDeepStrictEqual } from "node:util";
import { ToolweaveError } from "@toolweave/core/node";
import { parse, stringify } from "smol-toml";

const HEADER = /^\s*\[/;

/**
 * Takes tables of servers out of a text of TOML and adds one, all else left as it is: comments, too.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for servers that are written in another way than as tables.
 */
export function replaceServers(
  text: string,
  { table, removed, added }: { table: string; removed: readonly string[]; added: object },
): string {
  const kept: string[] = [];
  let isRemoved = false;
  for (const line of text.split("\n")) {
    if (HEADER.test(line)) isRemoved = removed.some((name) => isTableOf(line, table, name));
    if (!isRemoved) kept.push(line);
  }
  const block = stringify({ [table]: added }).trim();
  const edited = `${kept.join("\n").trimEnd()}\n\n${block}\n`.trimStart();
  checkEdit(text, edited, { table, removed, added });
  return edited;
}

/** True for `[table.name]` and `[table.name.env]`, however the name is quoted. */
function isTableOf(line: string, table: string, name: string): boolean {
  const [header = ""] = /^\s*\[[^\]]*\]/.exec(line) ?? [];
  const path = header.replace(/[\s[\]]/g, "");
  return [name, `"${name}"`, `'${name}'`].some((written) => {
    const prefix = `${table}.${written}`.replace(/\s/g, "");
    return path === prefix || path.startsWith(`${prefix}.`);
  });
}

/** What the text says afterwards has to be what was meant. */
function checkEdit(
  before: string,
  after: string,
  { table, removed, added }: { table: string; removed: readonly string[]; added: object },
): void {
  const wanted = parse(before) as Record<string, unknown>;
  const servers = Object.entries((wanted[table] ?? {}) as object);
  const rest = servers.filter(([name]) => !removed.includes(name));
  wanted[table] = { ...Object.fromEntries(rest), ...added };
  if (isDeepStrictEqual(parse(after), JSON.parse(JSON.stringify(wanted)))) return;
  if (isDeepStrictEqual(plain(parse(after)), plain(wanted))) return;
  throw new ToolweaveError(
    "CONFIG_INVALID",
    `The servers do not stand as tables [${table}.NAME]; move them by hand.`,
  );
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
