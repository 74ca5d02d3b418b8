/** Packs the public packages as publishing would. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pnpm } from "./package-manager.mjs";

const packagesFolder = fileURLToPath(new URL("../packages/", import.meta.url));

/**
 * @typedef {{ name: string, folder: string }} PublicPackage
 * @typedef {PublicPackage & { tarball: string }} PackedPackage
 */

/**
 * The packages that are published, by folder name.
 *
 * @returns {Promise<PublicPackage[]>}
 */
export async function publicPackages() {
  const names = (await readdir(packagesFolder)).sort();
  const found = names.map(async (name) => {
    const folder = join(packagesFolder, name);
    const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    return manifest.private ? [] : [{ name: String(manifest.name), folder }];
  });
  return (await Promise.all(found)).flat();
}

/**
 * Packs every public package into a folder.
 *
 * @param {string} destination
 * @returns {Promise<PackedPackage[]>}
 */
export async function packPackages(destination) {
  const packing = (await publicPackages()).map(async ({ name, folder }) => {
    const args = ["pack", "--json", "--pack-destination", destination];
    const { filename } = JSON.parse(await pnpm(args, { cwd: folder }));
    return { name, folder, tarball: String(filename) };
  });
  return Promise.all(packing);
}
