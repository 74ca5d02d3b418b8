import type { MCPClient } from "@toolweave/core";
import { paint, print } from "../command-line/terminal.js";
import { firstLine } from "./connect-servers.js";

/** Says which servers a command had to do without, where nobody has been told yet. */
export function warnOfFailures(client: MCPClient): void {
  if (process.stderr.isTTY === true) return;
  for (const error of Object.values(client.getFailedServers())) {
    print(`${paint("yellow", "warning:")} ${firstLine(error.message)}`);
  }
}
