import process from "node:process";

/**
 * On POSIX systems a server leads a process group of its own, so that what it started (`npx` starts a
 * shell, which starts the server) ends with it, and a Ctrl-C meant for the host does not reach it.
 */
export const OWN_GROUP: boolean = process.platform !== "win32";

/** Signals a server and what it started; nothing happens if it is gone. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(OWN_GROUP ? -pid : pid, signal);
  } catch {
    // It is gone already.
  }
}
