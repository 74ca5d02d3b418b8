import { Command } from "commander";
import type { SetExitCode } from "../command-line/exit-code.js";
import type { TypesFlags } from "../types/run-types.js";
import { collect, withClientOptions } from "./common-options.js";

const HELP = `
Examples:
  $ toolweave types -o toolweave.d.ts
  $ toolweave types --server github`;

export function typesCommand(setExitCode: SetExitCode): Command {
  return withClientOptions(new Command("types"))
    .description("print the tools as TypeScript declarations")
    .option("-s, --server <name>", "only this server; may be repeated", collect)
    .option("-o, --output <file>", "write a file; - for stdout")
    .addHelpText("after", HELP)
    .action(async (flags: TypesFlags) => {
      const { runTypes } = await import("../types/run-types.js");
      setExitCode(await runTypes(flags));
    });
}
