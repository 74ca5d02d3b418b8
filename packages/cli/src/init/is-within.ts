import { isAbsolute, relative } from "node:path";

/** True for a file in a folder, or anywhere below it. */
export function isWithin(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return !path.startsWith("..") && !isAbsolute(path);
}
