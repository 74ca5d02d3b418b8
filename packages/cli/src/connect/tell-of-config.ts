import { verbosely } from "../command-line/terminal.js";
import type { Config } from "../config/read-config.js";
import type { ClientFlags } from "./client-options.js";

/** Says, if it is asked for, which configuration is used and what in it was passed over. */
export function tellOfConfig({ file, notes }: Config, flags: ClientFlags): void {
  for (const line of [`configuration: ${file}`, ...notes]) verbosely(flags)(() => line);
}
