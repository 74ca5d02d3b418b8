import { writeFileSync } from "node:fs";
import { describeError, ToolweaveError } from "@toolweave/core/node";
import { ExitCode } from "../command-line/exit-code.js";
import { give } from "../command-line/terminal.js";
import type { ClientFlags } from "../connect/client-options.js";
import { withClient } from "../connect/with-client.js";

/** Options of `toolweave types`. */
export interface TypesFlags extends ClientFlags {
  readonly server?: readonly string[] | undefined;
  readonly output?: string | undefined;
}

/** Writes the tools as TypeScript declarations, to stdout or a file. */
export function runTypes(flags: TypesFlags): Promise<number> {
  return withClient(flags, async ({ client, news }) => {
    const declarations = await client.getTypeDeclarations({ servers: flags.server });
    news.tell();
    if (flags.output === undefined || flags.output === "-") await give(declarations);
    else write(flags.output, declarations);
    return ExitCode.ok;
  });
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const message = `The declarations cannot be written: ${describeError(error)}`;
    throw new ToolweaveError("USAGE_INVALID", message, { cause: error });
  }
}
