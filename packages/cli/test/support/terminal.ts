import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { BIN } from "./cli.js";

export interface Terminal {
  /** What the terminal shows. */
  readonly screen: () => string;
  readonly type: (line: string) => void;
  readonly press: (key: string) => void;
  readonly ended: Promise<number | null>;
}

/** Of util-linux: runs a command at a terminal of its own. */
const TERMINAL = "script";

/** Runs a command of the command line at a terminal, without colours unless `env` says otherwise. */
export function atTerminal(
  args: readonly string[],
  { cwd, env = { NO_COLOR: "1" } }: { cwd: string; env?: Readonly<Record<string, string>> },
): Terminal {
  const command = [process.execPath, BIN, ...args].map(
    (word) => `'${word.replaceAll("'", "'\\''")}'`,
  );
  const { NO_COLOR: _, ...inherited } = process.env;
  const child = spawn(TERMINAL, ["-qec", command.join(" "), "/dev/null"], {
    cwd,
    env: { ...inherited, TERM: "xterm", ...env },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "close").then(([exit]) => exit as number | null);
  return {
    screen: gathered(child.stdout),
    type: (line) => void child.stdin.write(`${line}\r`),
    press: (key) => void child.stdin.write(key),
    ended,
  };
}

/** What a stream has given so far. */
export function gathered(stream: Readable): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
