import { type Command, CommanderError } from "commander";
import { ExitCode } from "./command-line/exit-code.js";
import { printFailure } from "./command-line/print-failure.js";
import { createProgram } from "./program.js";

/** Runs the command line. Resolves with the exit code, having said on stderr what went wrong. */
export async function main(args: readonly string[]): Promise<number> {
  let exitCode: number = ExitCode.ok;
  const program = createProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(unknownNamed(args, program), { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has printed its own: help and version, which are no failures, and wrong usage.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : ExitCode.usage;
    return printFailure(error, {
      isVerbose: program.commands.some((each) => each.opts()["verbose"]),
    });
  }
}

/** Commander's `help` does not name a word that is no command; without it, it does. */
function unknownNamed(args: readonly string[], { commands }: Command): readonly string[] {
  const [first, word] = args;
  if (first !== "help" || word === undefined || word === "help" || word.startsWith("-"))
    return args;
  return commands.some((command) => command.name() === word) ? args : [word];
}
