import { readdir, readFile } from "node:fs/promises";

const OWN_NOTICES = "dist/THIRD-PARTY-LICENSES.txt";
const RULE = `\n${"-".repeat(80)}\n\n`;

/**
 * The licences of the packages that files of a bundle come from; those of our own packages are what they
 * have bundled themselves.
 *
 * @param {string[]} files as paths from `root`
 * @param {URL} root
 * @returns {Promise<string>}
 * @throws Error for a package without the text of its licence
 */
export async function licencesOf(files, root) {
  const folders = new Set(files.map((file) => folderOf(file)));
  const texts = await Promise.all([...folders].map((folder) => textOf(new URL(folder, root))));
  return [...new Set(texts)]
    .filter((text) => text !== "")
    .sort()
    .join(RULE);
}

/** The folder of the package that a file belongs to. @param {string} file */
function folderOf(file) {
  const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\/|^\.\.\/[^/]+\//.exec(file) ?? [];
  return folder ?? "./";
}

/** @param {URL} folder @returns {Promise<string>} */
async function textOf(folder) {
  if (!folder.pathname.includes("/node_modules/")) {
    return readFile(new URL(OWN_NOTICES, folder), "utf8").catch(() => "");
  }
  const { name, license } = JSON.parse(await readFile(new URL("package.json", folder), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined)
    throw new Error(`${name} (${license}) comes without the text of its licence`);
  return `${name} (${license})\n\n${await readFile(new URL(file, folder), "utf8")}`;
}
