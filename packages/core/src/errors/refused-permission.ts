/** What Node's permission model refuses, by its name there, and what a host's Node is started with to allow it. */
const FLAGS: Readonly<Record<string, string>> = {
  ChildProcess: "--allow-child-process",
  WorkerThreads: "--allow-worker",
};

/** What is to be done about an error of Node's permission model: older versions do not say it. */
export function permissionAdvice(error: Error & { permission?: unknown }): string {
  const { message, permission } = error;
  if (typeof permission !== "string" || !Object.hasOwn(FLAGS, permission)) return "";
  const flag = FLAGS[permission] as string;
  return message.includes(flag) ? "" : `: Node's permission model asks for ${flag}`;
}
