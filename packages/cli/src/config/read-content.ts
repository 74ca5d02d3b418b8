import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describeError, readJsonFile, ToolweaveError } from "@toolweave/core/node";

/** Reads a file of JSON or, by its name, TOML. @throws ToolweaveError `CONFIG_FILE_UNREADABLE`. */
export async function readContent(file: string): Promise<unknown> {
  requireFile(file);
  if (!file.endsWith(".toml")) return readJsonFile(file);
  try {
    const { parse } = await import("smol-toml");
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    const message = `${file} cannot be read: ${describeError(error)}`;
    throw new ToolweaveError("CONFIG_FILE_UNREADABLE", message, { cause: error });
  }
}

/** What can be done about it is not for core to say. */
function requireFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found !== undefined && !found.isDirectory()) return;
  const message =
    found === undefined
      ? `There is no file ${file}. Run \`toolweave init\` to make a configuration, or name another file.`
      : `${file} is a folder. Name a file in it: ${join(file, "toolweave.json")}`;
  throw new ToolweaveError("CONFIG_FILE_UNREADABLE", message, { details: { path: file } });
}
