import { Command } from "commander";
import type { SetExitCode } from "./command-line/exit-code.js";
import { completionCommand } from "./commands/completion.js";
import { doctorCommand } from "./commands/doctor.js";
import { execCommand } from "./commands/exec.js";
import { initCommand } from "./commands/init.js";
import { loginCommand } from "./commands/login.js";
import { replCommand } from "./commands/repl.js";
import { searchCommand } from "./commands/search.js";
import { serveCommand } from "./commands/serve.js";
import { typesCommand } from "./commands/types.js";
import { VERSION } from "./version.js";

const EXAMPLES = `
Examples:
  $ toolweave init                     make toolweave.json from what your MCP clients use
  $ toolweave doctor                   see whether every server works, and what code mode saves
  $ toolweave serve                    put all servers behind two tools, over stdio
  $ toolweave exec -e "return 1 + 1"   run code

Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 a deadline or a limit, 4 refused by the policy.`;

/** The command line. Commands load what they need when they run. */
export function createProgram(setExitCode: SetExitCode): Command {
  const program = new Command("toolweave")
    .description("Code mode for every MCP client: all your MCP servers behind two tools.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", EXAMPLES)
    .showSuggestionAfterError();
  const commands = [
    serveCommand,
    execCommand,
    searchCommand,
    typesCommand,
    doctorCommand,
    initCommand,
    replCommand,
    loginCommand,
    completionCommand,
  ];
  for (const make of commands) program.addCommand(make(setExitCode));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showHelpAfterError("Run it with --help for more.");
  }
  return program;
}
