import { Command } from "commander";
import type { SetExitCode } from "../command-line/exit-code.js";
import type { ClientFlags } from "../connect/client-options.js";
import { withClientOptions } from "./common-options.js";

const HELP = `
Tokens are estimated, by four characters to a token. Exit code 1 if a server, the executor or the
policy does not work.

Examples:
  $ toolweave doctor
  $ toolweave doctor --config ~/.cursor/mcp.json --json`;

export function doctorCommand(setExitCode: SetExitCode): Command {
  return withClientOptions(new Command("doctor"))
    .description("check every server, the executor and the policy, and say what code mode saves")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (flags: ClientFlags & { json?: boolean }) => {
      const { runDoctor } = await import("../doctor/run-doctor.js");
      setExitCode(await runDoctor(flags));
    });
}
