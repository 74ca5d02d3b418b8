import { readFile } from "node:fs/promises";

/** Folders in which packages lie: those this workspace depends on, and those added by hand. */
const FOLDERS = ["../node_modules/", "../.contenders/node_modules/"];

/**
 * `name version` for each package that is installed.
 *
 * @param {readonly string[]} names
 * @returns {Promise<string[]>}
 */
export async function packageVersions(names) {
  const found = [];
  for (const name of names) {
    for (const folder of FOLDERS) {
      const manifest = new URL(`${folder}${name}/package.json`, import.meta.url);
      const text = await readFile(manifest, "utf8").catch(() => undefined);
      if (text !== undefined) found.push(`${name} ${JSON.parse(text).version}`);
    }
  }
  return found;
}
