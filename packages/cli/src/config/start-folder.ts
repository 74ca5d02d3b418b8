import { isAbsolute, resolve, sep } from "node:path";
import { expandVariables } from "@toolweave/core/node";

/** Where a server starts by its `cwd`, which counts from a folder. Variables in it stay: they are looked up late. */
export function startFolder(cwd: string, folder: string): string {
  const variable = cwd.indexOf("${");
  if (variable === -1) return resolve(folder, cwd);
  // Resolving all of it would take what follows a variable, or is in its default, for what follows a folder.
  if (variable > 0) {
    const begun = resolve(folder, `${cwd.slice(0, variable)}_`);
    return begun.slice(0, -1) + cwd.slice(variable);
  }
  const text = textOf(cwd);
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
