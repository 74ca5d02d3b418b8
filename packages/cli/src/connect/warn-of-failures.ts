import type { MCPClient } from "@toolweave/core";
import { paint, print } from "../command-line/terminal.js";
import { failureText } from "./failure-text.js";

/** Says which servers a command had to do without, where nobody has been told yet. */
export function warnOfFailures(client: MCPClient): void {
  if (process.stderr.isTTY === true) return;
  for (const error of Object.values(client.getFailedServers())) {
    print(`${paint("yellow", "warning:")} ${failureText(error.message)}`);
  }
}
