import { type Command, InvalidArgumentError } from "commander";

/** Adds the options of every command that works with servers. */
export function withClientOptions(command: Command): Command {
  return command
    .option(
      "-c, --config <file>",
      "the configuration: a toolweave.json, or the file of any MCP client (default: the toolweave.json of this folder or above)",
    )
    .option(
      "--executor <name>",
      "vm, quickjs, e2b, or a package (default: as configured, or quickjs)",
    )
    .option("-v, --verbose", "say more on stderr");
}

/** For options that may be given more than once. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** @throws InvalidArgumentError for what is no whole number of at least 1. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError("It must be a whole number of at least 1.");
}
