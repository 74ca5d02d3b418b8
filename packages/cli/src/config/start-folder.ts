import { isAbsolute, resolve, sep } from "node:path";
import { expandVariables } from "@toolweave/core/node";

/** Where a server starts by its `cwd`, which counts from a folder. Variables in it stay: they are looked up late. */
export function startFolder(cwd: string, folder: string): string {
  if (!cwd.startsWith("${")) return resolve(folder, cwd);
  const text = textOf(cwd);
  // Resolving it would take what follows a variable for what follows a folder of that name.
  return text === undefined || isAbsolute(text) ? cwd : `${folder}${sep}${cwd}`;
}

/** A text with its variables; `undefined` if one is missing, which is told when the server is connected. */
function textOf(cwd: string): string | undefined {
  try {
    const server = expandVariables("", { command: "", cwd }, process.env);
    return "cwd" in server ? server.cwd : undefined;
  } catch {
    return undefined;
  }
}
