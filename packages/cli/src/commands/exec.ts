import { Command } from "commander";
import { parseDuration } from "../command-line/duration.js";
import type { SetExitCode } from "../command-line/exit-code.js";
import type { ExecFlags } from "../exec/run-exec.js";
import { withClientOptions } from "./common-options.js";

const HELP = `
What the code returns is printed as JSON on stdout; what it logs, on stderr as it happens, and there too, at
the end, the texts it emits and of other content what it is: --json has all of it. Calls that the policy wants
approved are asked about at the terminal, and are refused where stdin or stderr is none. Servers that have not
answered by the time that the code may take are left out.

Examples:
  $ toolweave exec -e "return await files.list_directory({ path: '.' })"
  $ toolweave exec report.ts --timeout 2m --trace trace.json
  $ echo "return __tool_namespaces" | toolweave exec -`;

export function execCommand(setExitCode: SetExitCode): Command {
  return withClientOptions(new Command("exec"))
    .description("run code that calls the servers' tools")
    .argument("[file]", "JavaScript or TypeScript; - or nothing for stdin")
    .option("-e, --eval <code>", "run this code")
    .option("-t, --timeout <duration>", "such as 500ms, 30s or 2m", parseDuration)
    .option("--json", "print the whole outcome: result, logs, error, calls")
    .option("--trace <file>", "write a trace for Perfetto or chrome://tracing")
    .option("-w, --watch", "run again whenever the file changes")
    .addHelpText("after", HELP)
    .action(async (file: string | undefined, flags: ExecFlags) => {
      const { runExec } = await import("../exec/run-exec.js");
      setExitCode(await runExec({ ...flags, file }));
    });
}
