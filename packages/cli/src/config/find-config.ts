import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { ToolweaveError } from "@toolweave/core/node";

/** Names of our own configuration file. */
export const CONFIG_NAMES: readonly string[] = ["toolweave.json", "toolweave.jsonc"];

/** Files in which other programs keep servers, where a user may expect them to be read. */
const OF_OTHERS = [".mcp.json", "mcp.json", ".cursor/mcp.json", ".vscode/mcp.json"];

/**
 * The configuration file of a folder: its own, or the next one upwards.
 *
 * @throws ToolweaveError `CONFIG_NOT_FOUND`, saying what to do.
 */
export function findConfig(folder: string): string {
  const found = ownConfigFor(folder);
  if (found !== undefined) return found;
  const other = OF_OTHERS.find((name) => existsSync(join(folder, name)));
  const advice =
    other === undefined
      ? "Run `toolweave init` to make one, or name a file: --config FILE."
      : `Use the servers of ${other}: --config ${other}. Or run \`toolweave init\`.`;
  const message = `There is no toolweave.json in ${folder} or above. ${advice}`;
  throw new ToolweaveError("CONFIG_NOT_FOUND", message, { details: { folder } });
}

/** Our own configuration file of a folder, or the next one upwards, if there is one. */
export function ownConfigFor(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = CONFIG_NAMES.map((name) => join(at, name)).find(existsSync);
    if (found !== undefined || dirname(at) === at) return found;
  }
}
