import { readFileSync } from "node:fs";
import { describeError, readJsonFile, ToolweaveError } from "@toolweave/core/node";

/** Reads a file of JSON or, by its name, TOML. @throws ToolweaveError `CONFIG_FILE_UNREADABLE`. */
export async function readContent(file: string): Promise<unknown> {
  if (!file.endsWith(".toml")) return readJsonFile(file);
  try {
    const { parse } = await import("smol-toml");
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    const message = `${file} cannot be read: ${describeError(error)}`;
    throw new ToolweaveError("CONFIG_FILE_UNREADABLE", message, { cause: error });
  }
}
