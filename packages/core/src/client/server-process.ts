import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { getDefaultEnvironment } from "@modelcontextprotocol/sdk/client/stdio.js";
import spawn from "cross-spawn";
import { reapOnExit } from "./child-reaper.js";
import { OWN_GROUP, signalGroup } from "./process-group.js";
import type { StdioServerConfig } from "./server-config.js";
import { TextTail } from "./text-tail.js";

const STDERR_KEPT = 64 * 1024;
const TERM_AFTER_MS = 1_000;
const KILL_AFTER_MS = 2_000;
const GIVE_UP_AFTER_MS = 5_000;
/** How long what a dead server started may hold its pipes open. */
const PIPES_GRACE_MS = 300;

/** A server's process, from its start to its end. */
export class ServerProcess {
  readonly stdout: Readable;
  readonly stderr: TextTail = new TextTail(STDERR_KEPT);
  /** Resolves when the process has ended and all it wrote has been read. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #stdin: Writable;
  readonly #pid: number;
  #exit: string | undefined;

  /** @throws Error whose message is the reason, as the end of a sentence. */
  static async start(config: StdioServerConfig): Promise<ServerProcess> {
    const { command, args = [], env, cwd } = config;
    const texts = [command, ...args, cwd ?? "", ...Object.entries(env ?? {}).flat()];
    // Node's own message would show the value, which may be a secret.
    if (texts.some((text) => text.includes("\0"))) {
      throw new Error("its command, an argument, its cwd or a variable of its env has a null byte");
    }
    const child = spawn(command, args, {
      cwd,
      env: { ...getDefaultEnvironment(), ...env },
      stdio: ["pipe", "pipe", "pipe"],
      detached: OWN_GROUP,
      windowsHide: true,
    });
    try {
      await once(child, "spawn");
    } catch (error) {
      throw new Error(startFailure(config, error), { cause: error });
    }
    return new ServerProcess(child);
  }

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#pid = child.pid as number;
    this.#stdin = child.stdin as Writable;
    this.stdout = child.stdout as Readable;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => this.stderr.push(text));
    // A broken pipe is told by the callback of the write, and by the end of the process.
    for (const stream of [child, ...child.stdio]) stream?.on("error", () => {});
    this.ended = this.#untilEnded();
  }

  /** How the process ended; `undefined` while it runs. */
  get exit(): string | undefined {
    return this.#exit;
  }

  write(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stdin.write(text, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Closes stdin, as the protocol has it, then ends the process with growing force. */
  async stop(): Promise<void> {
    this.#stdin.end();
    let giveUp = (): void => {};
    const patience = new Promise<void>((resolve) => {
      giveUp = resolve;
    });
    const timers = [
      setTimeout(() => signalGroup(this.#pid, "SIGTERM"), TERM_AFTER_MS),
      setTimeout(() => signalGroup(this.#pid, "SIGKILL"), KILL_AFTER_MS),
      setTimeout(giveUp, GIVE_UP_AFTER_MS),
    ];
    await Promise.race([this.ended, patience]);
    for (const timer of timers) clearTimeout(timer);
  }

  #untilEnded(): Promise<void> {
    const child = this.#child;
    const forget = reapOnExit(this.#pid);
    return new Promise((resolve) => {
      let grace: ReturnType<typeof setTimeout> | undefined;
      child.once("exit", (code, signal) => {
        this.#exit =
          signal === null ? `It ended with exit code ${code}.` : `It was ended by ${signal}.`;
        forget();
        if (OWN_GROUP) signalGroup(this.#pid, "SIGTERM");
        grace = setTimeout(() => {
          if (OWN_GROUP) signalGroup(this.#pid, "SIGKILL");
          for (const stream of child.stdio) stream?.destroy();
        }, PIPES_GRACE_MS);
      });
      child.once("close", () => {
        clearTimeout(grace);
        resolve();
      });
    });
  }
}

function startFailure({ command, cwd }: StdioServerConfig, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (cwd !== undefined && !existsSync(cwd)) {
    const advice = /(^|[\\/])~([\\/]|$)/.test(cwd) ? adviceOn("~") : "";
    return `its cwd "${cwd}" does not exist${advice}`;
  }
  if (code === "ENOENT") return `the command "${command}" was not found${adviceOn(command)}`;
  if (code === "EACCES") return `the command "${command}" may not be executed`;
  return message;
}

/** What a shell would have done. */
function adviceOn(command: string): string {
  if (command.startsWith("~")) return `; no shell expands "~", write "\${HOME}"`;
  return /\s/.test(command.trim()) ? '; if there are arguments in it, they belong in "args"' : "";
}
