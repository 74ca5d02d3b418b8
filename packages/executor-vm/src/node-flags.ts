/**
 * The flags of a sandbox process. The permission model leaves even an escaped guest without files,
 * child processes, workers and addons.
 */
export function nodeFlags(memoryLimitMb: number): string[] {
  const permission = process.allowedNodeEnvironmentFlags.has("--permission")
    ? "--permission"
    : "--experimental-permission";
  return [
    permission,
    // Gives the runner a say over import(): its rejections must be errors of the guest's own realm.
    "--experimental-vm-modules",
    "--no-warnings",
    `--max-old-space-size=${memoryLimitMb}`,
    "--max-semi-space-size=8",
  ];
}

/** The environment of a sandbox process: nothing of the host's but what starting Node takes. */
export function nodeEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  if (process.platform === "win32") environment["SystemRoot"] = process.env["SystemRoot"];
  if (process.versions["electron"] !== undefined) environment["ELECTRON_RUN_AS_NODE"] = "1";
  return environment;
}
