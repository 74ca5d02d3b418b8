import { Command } from "commander";
import type { SetExitCode } from "../command-line/exit-code.js";
import type { LoginFlags } from "../login/run-login.js";

const HELP = `
The tokens are kept in files that only you can read, and are refreshed when they expire. All commands use them.
It asks for the scope that the server names, and for what a call has needed beside that since the last login:
such a call fails, and says so. --forget forgets that too.

Examples:
  $ toolweave login github
  $ toolweave login github --no-browser
  $ toolweave login github --forget`;

export function loginCommand(setExitCode: SetExitCode): Command {
  return new Command("login")
    .description("log in at a server that wants OAuth")
    .argument("<server>", "the server's name in the configuration; it has a url")
    .option(
      "-c, --config <file>",
      "the configuration (default: the toolweave.json of this folder or above)",
    )
    .option("--no-browser", "print the address, and open nothing")
    .option("--forget", "delete the login")
    .addHelpText("after", HELP)
    .action(async (server: string, flags: Omit<LoginFlags, "server">) => {
      const { runLogin } = await import("../login/run-login.js");
      setExitCode(await runLogin({ ...flags, server }));
    });
}
