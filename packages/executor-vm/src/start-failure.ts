/** Why a program for sandbox processes could not be started, and what to do where there is none. */
export function startFailure(command: string, error: NodeJS.ErrnoException): string {
  if (error.code !== "ENOENT") return `it could not be started: ${error.message}`;
  return (
    `there is no program ${command}. Install Node.js so that PATH has its node, or give its path as ` +
    "executorOptions.execPath"
  );
}
