import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import {
  type ExecutorCapabilities,
  type Sandbox,
  SandboxExecutor,
  type SandboxExit,
  type SandboxSpec,
} from "@toolweave/core";

/** Evaluates the guest runtime in its own realm, for one execution after the other. */
const PROGRAM = `
const { parse, stringify } = JSON;
const guests = {};
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, runtime, message } = parse(line);
  if (runtime === undefined) guests[id](message);
  else guests[id] = (0, eval)(runtime)((text) => process.stdout.write(stringify([id, text]) + "\\n"));
});`;

/** Leaks from one execution into the next: all of them share one process and one global object. */
export class SharedRealmExecutor extends SandboxExecutor {
  readonly supports: ExecutorCapabilities = {
    isolation: "process",
    memoryLimit: false,
    typescript: true,
  };
  readonly #listeners: ((message: string) => void)[] = [];
  #child: ChildProcess | undefined;

  protected override async openSandbox({ guestRuntime }: SandboxSpec): Promise<Sandbox> {
    this.#child ??= this.#start();
    const child = this.#child;
    const id = this.#listeners.push(() => {}) - 1;
    const send = (line: object): void => {
      child.stdin?.write(`${JSON.stringify({ id, ...line })}\n`);
    };
    send({ runtime: guestRuntime });
    return {
      post: (message) => send({ message }),
      onMessage: (listener) => {
        this.#listeners[id] = listener;
      },
      onExit: (listener: (exit: SandboxExit) => void) => {
        child.once("close", () => listener({ kind: "crash", message: "The process ended" }));
      },
      dispose: () => {},
    };
  }

  override async cleanup(): Promise<void> {
    await super.cleanup();
    this.#child?.kill("SIGKILL");
  }

  #start(): ChildProcess {
    const child = spawn(process.execPath, ["-e", PROGRAM], { stdio: ["pipe", "pipe", "ignore"] });
    child.setMaxListeners(0);
    child.stdin.on("error", () => {});
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [id, message] = JSON.parse(line) as [number, string];
      this.#listeners[id]?.(message);
    });
    return child;
  }
}
