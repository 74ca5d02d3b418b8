import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { env } from "node:process";

/** By the XDG specification, the variables that name folders of a user, and where these are without them. */
const DEFAULTS = {
  XDG_CONFIG_HOME: [".config"],
  XDG_DATA_HOME: [".local", "share"],
  XDG_STATE_HOME: [".local", "state"],
} as const;

/**
 * A folder of the user's own. A variable that is empty or has a relative path counts as not set, as the specification
 * wants it: what is private would else come to stand in whichever folder is open.
 */
export function userFolder(variable: keyof typeof DEFAULTS): string {
  const named = env[variable];
  return named !== undefined && isAbsolute(named) ? named : join(homedir(), ...DEFAULTS[variable]);
}
