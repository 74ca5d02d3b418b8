import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { describeError, ToolweaveError } from "@toolweave/core/node";

/** Where code comes from. */
export interface CodeSource {
  /** A file, or `-` for stdin. */
  readonly file?: string | undefined;
  readonly eval?: string | undefined;
  /** Wants a file. */
  readonly watch?: boolean | undefined;
}

/** The code to run. @throws ToolweaveError `USAGE_INVALID`. */
export async function readCode({ file, eval: given, watch }: CodeSource): Promise<string> {
  if (watch === true && (file === undefined || file === "-")) {
    throw usage("There is no file to watch: give --watch one.");
  }
  if (given !== undefined) {
    if (file === undefined) return given;
    throw usage(`Give a file or --eval, not both ("${file}").`);
  }
  if (file === "-" || (file === undefined && process.stdin.isTTY !== true)) {
    return text(process.stdin);
  }
  if (file === undefined) {
    throw usage("There is no code. Give a file, --eval CODE, or code on stdin.");
  }
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw usage(`The code cannot be read: ${describeError(error)}`, error);
  }
}

function usage(message: string, cause?: unknown): ToolweaveError {
  return new ToolweaveError("USAGE_INVALID", message, { cause });
}
