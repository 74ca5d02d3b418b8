import { Command } from "commander";
import type { SetExitCode } from "../command-line/exit-code.js";
import type { ServeFlags } from "../serve/run-serve.js";
import { collect, withClientOptions } from "./common-options.js";

const HELP = `
Over stdio it serves one client, until stdin ends: what was asked before is answered, if that takes no longer
than five seconds, and else with an error. Over HTTP it serves any number, at /mcp, and beyond the loopback interface only with a
token, of at least 16 characters, which clients send as "Authorization: Bearer TOKEN". All clients share one
set of servers and one executor. Over HTTP a session ends that nobody has used for an hour, unless its client
keeps a stream open to listen. A further one takes the place of that. A message may have 64 MiB, over HTTP 4 MiB. The configuration is read once, at
the start; what servers say of changes to their tools is passed on.

The default executor is quickjs: the code comes from models that read what others wrote, and a QuickJS guest
in WebAssembly has no machine code of its own and nothing of Node around it.

Calls that the policy wants approved are put to the client's user, if the client supports elicitation by forms,
and are refused if it does not. What a user allows for further calls holds for that client's session alone; what
has been asked about the same tool meanwhile is taken back.

What the client has beside that does not reach the servers: they are told that there is no elicitation, no
sampling and no roots, and a tool that needs one of them fails. Their progress and their log messages go no
further than serve; the client is sent, as progress, what code logs and which tools it calls, and where that
is nothing for five seconds, that code is still at work. In place of half a character, which is what code leaves
that cuts a text within one, the client is sent U+FFFD.

Web pages may call from this machine; others are let in by --allow-origin, and may then read the answers.

A server may be another toolweave, with a configuration of its own. One with the same configuration would
start itself without end: it says so, and ends with exit code 2.

Examples:
  $ toolweave serve
  $ toolweave serve --config ~/.cursor/mcp.json
  $ toolweave serve --http 3000
  $ TOOLWEAVE_TOKEN=$(openssl rand -hex 32) toolweave serve --http 0.0.0.0:3000`;

export function serveCommand(setExitCode: SetExitCode): Command {
  return withClientOptions(new Command("serve"))
    .description("serve code mode as an MCP server, over stdio or HTTP")
    .option("--http <[host:]port>", "serve Streamable HTTP; port 0 takes any that is free")
    .option("--token-file <file>", "a file with the bearer token (default: $TOOLWEAVE_TOKEN)")
    .option("--allow-origin <origin>", "a web page that may call; may be repeated", collect)
    .option(
      "--allow-host <name>",
      "a name under which this server is known; may be repeated",
      collect,
    )
    .addHelpText("after", HELP)
    .action(async (flags: ServeFlags) => {
      const { runServe } = await import("../serve/run-serve.js");
      setExitCode(await runServe(flags));
    });
}
