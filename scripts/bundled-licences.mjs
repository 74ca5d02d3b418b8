/** The licences of what a bundle contains, since a bundled package no longer brings its own file. */
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

/**
 * @param {readonly string[]} inputs the bundle's source files
 * @param {string} root the folder they are relative to
 * @returns {Promise<string>}
 */
export async function licencesOf(inputs, root) {
  const folders = new Set(inputs.flatMap((input) => PACKAGE_FOLDER.exec(input)?.[0] ?? []));
  const texts = [...folders].map((folder) => licenceOf(resolve(root, folder)));
  return `${(await Promise.all(texts)).sort().join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** @param {string} folder */
async function licenceOf(folder) {
  const { name, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled and has no licence file`);
  return `${name} ${version}\n\n${(await readFile(join(folder, file), "utf8")).trim()}`;
}
