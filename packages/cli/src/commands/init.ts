import { Command } from "commander";
import type { InitFlags } from "../init/run-init.js";
import type { SetExitCode } from "../program.js";
import { collect } from "./common-options.js";

const HELP = `
It looks at Claude Code, Claude Desktop, Cursor, VS Code, Windsurf, Codex and Zed, shows what it would do,
and does it once you say so: the clients' servers move to toolweave.json, and the clients get one entry that
starts toolweave. Every file that is changed keeps a backup beside it (.before-toolweave).

Examples:
  $ toolweave init
  $ toolweave init --client cursor --client codex --yes
  $ toolweave init --undo`;

export function initCommand(setExitCode: SetExitCode): Command {
  return new Command("init")
    .description("put the servers of your MCP clients behind toolweave")
    .option(
      "--client <id>",
      "only this client, such as claude-code or cursor; may be repeated",
      collect,
    )
    .option(
      "-o, --output <file>",
      "the configuration to write (default: toolweave.json in this folder)",
    )
    .option("-y, --yes", "do it without being asked")
    .option("--undo", "put back what the files of clients were")
    .addHelpText("after", HELP)
    .action(async (flags: InitFlags) => {
      const { runInit } = await import("../init/run-init.js");
      setExitCode(await runInit(flags));
    });
}
