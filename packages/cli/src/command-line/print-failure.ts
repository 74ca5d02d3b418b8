import { describeError, ToolweaveError } from "@toolweave/core/node";
import { ExitCode, exitCodeOfError } from "./exit-code.js";
import { paint, print } from "./terminal.js";

/** Says on stderr why a command failed, and gives its exit code. */
export function printFailure(error: unknown, { isVerbose }: { isVerbose: boolean }): number {
  const known = ToolweaveError.isInstance(error);
  const message = describeError(error);
  const text = isVerbose ? message : indented(message);
  const label = known ? `error ${error.code}:` : "error:";
  print(`${paint("red", label)} ${text}`);
  if (isVerbose) {
    for (let cause = error; cause instanceof Error; cause = cause.cause) print(cause.stack ?? "");
  } else if (!known) print("Run it again with --verbose for more.");
  return known ? exitCodeOfError(error.code) : ExitCode.failed;
}

/** Each line keeps to itself, so that a command in it can be copied. */
function indented(message: string): string {
  const lines = message.split("\n").map((line) => line.trimEnd());
  return lines.filter((line) => line !== "").join("\n  ");
}
