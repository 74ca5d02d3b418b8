import { stderr, stdout } from "node:process";
import { ExitCode } from "./exit-code.js";
import { paint, print } from "./terminal.js";

/**
 * Keeps output that cannot be written from ending the process in the middle of its work. A reader that is
 * gone has read what it wanted. Anything else, such as a full disk, is told once and fails the command.
 */
export function watchOutput(): void {
  let hasFailed = false;
  const fail = (name: string, error: NodeJS.ErrnoException): void => {
    if (error.code === "EPIPE" || hasFailed) return;
    hasFailed = true;
    print(`${paint("red", "error:")} ${name} cannot be written: ${error.message}`);
    process.once("exit", (code) => {
      if (code === ExitCode.ok) process.exitCode = ExitCode.failed;
    });
  };
  stdout.on("error", (error) => fail("stdout", error));
  stderr.on("error", (error) => fail("stderr", error));
}
