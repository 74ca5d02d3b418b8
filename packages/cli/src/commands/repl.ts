import { Command } from "commander";
import type { SetExitCode } from "../command-line/exit-code.js";
import type { ClientFlags } from "../connect/client-options.js";
import { withClientOptions } from "./common-options.js";

const HELP = `
Tab completes the names of servers and tools. Code may use await, and goes on over lines until it is complete.
Each run starts afresh: no variable is kept. Calls that the policy wants approved are refused; exec asks.
Code can be piped in as well: what is unfinished at the end is run too, and the exit code is 1 if any of it failed.

Examples:
  $ toolweave repl
  $ toolweave repl --config ~/.cursor/mcp.json`;

export function replCommand(setExitCode: SetExitCode): Command {
  return withClientOptions(new Command("repl"))
    .description("try code line by line")
    .addHelpText("after", HELP)
    .action(async (flags: ClientFlags) => {
      const { runRepl } = await import("../repl/run-repl.js");
      setExitCode(await runRepl(flags));
    });
}
