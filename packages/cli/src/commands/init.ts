import { Command, Option } from "commander";
import type { SetExitCode } from "../command-line/exit-code.js";
import { knownClients } from "../init/known-clients.js";
import type { InitFlags } from "../init/run-init.js";
import { collect } from "./common-options.js";

const HELP = `
It looks at Claude Code, Claude Desktop, Cursor, VS Code, Windsurf, Codex and Zed, shows what it would do,
and does it once you say so: the clients' servers move to toolweave.json, and the clients get one entry that
starts toolweave. Every file that is changed keeps a backup beside it (.before-toolweave). Files that cannot
be changed are left alone, and nothing is written if toolweave would not start with the configuration, or if
the clients have changed their servers while it asked.

A client that starts toolweave with another configuration goes on with that: name it by --output to move the
client's other servers there. Where a configuration is in use, from a folder above or by a client, none without
servers is written unless --output names it. In a configuration of another folder, the project's own servers
get a cwd, to start where they did. Servers that Claude Code has switched off stay with it.

--undo is for what was moved to toolweave.json in this folder, or to what --output names: what other
folders' configurations have stays with them. What is put back is taken out of toolweave.json
and its backup, which goes if nothing else is in it. With --client, toolweave.json keeps the servers for the other
clients, until the last has its own back.

Examples:
  $ toolweave init
  $ toolweave init --client cursor --client codex --yes
  $ toolweave init --undo`;

export function initCommand(setExitCode: SetExitCode): Command {
  const ids = [...new Set(knownClients("").map(({ id }) => id))];
  // What is no client is told later, with the name that was meant.
  const client = new Option("--client <id>", "only this client; may be repeated")
    .choices(ids)
    .argParser(collect);
  return new Command("init")
    .description("put the servers of your MCP clients behind toolweave")
    .addOption(client)
    .option(
      "-o, --output <file>",
      "the configuration to write (default: toolweave.json in this folder)",
    )
    .option("-y, --yes", "do it without being asked")
    .option("--undo", "put the servers back where they were")
    .addHelpText("after", HELP)
    .action(async (flags: InitFlags) => {
      const { runInit } = await import("../init/run-init.js");
      setExitCode(await runInit(flags));
    });
}
