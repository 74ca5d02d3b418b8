import { accessSync, constants, statSync } from "node:fs";
import { delimiter, resolve } from "node:path";

/**
 * Where `PATH` has a program that is given by its name alone; without it there, the name. Starting a
 * program looks through the `PATH` of the environment that it is given, and a sandbox process has none.
 * Windows looks through the host's.
 */
export function programInPath(program: string): string {
  if (process.platform === "win32" || program.includes("/")) return program;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => resolve(folder, program)).find(canRun) ?? program;
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
