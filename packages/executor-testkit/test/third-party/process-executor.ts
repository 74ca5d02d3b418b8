import { spawn } from "node:child_process";
import { type Sandbox, SandboxExecutor, type SandboxSpec } from "@toolweave/core";
import {
  encodeFrame,
  FrameDecoder,
  HostFrame,
  NODE_RUNNER,
  NODE_RUNNER_FLAGS,
  RunnerFrame,
} from "@toolweave/core/node";

const MAX_FRAME_BYTES = 256 << 20;

/** Runs every execution in a Node process of its own. */
export default class ProcessExecutor extends SandboxExecutor {
  readonly supports = { isolation: "process", memoryLimit: false, typescript: true } as const;

  protected override async openSandbox({ guestRuntime }: SandboxSpec): Promise<Sandbox> {
    const child = spawn(process.execPath, [...NODE_RUNNER_FLAGS, "-e", NODE_RUNNER], {
      env: {},
      stdio: ["pipe", "pipe", "ignore"],
    });
    const ended = new Promise<string>((resolve) => {
      child.on("error", ({ message }) => resolve(message));
      child.on("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    child.stdin.on("error", () => {}); // It may end while it is written to.
    const send = (kind: number, payload: string): void => {
      child.stdin.write(encodeFrame({ kind, sandbox: 1, payload }));
    };
    send(HostFrame.boot, guestRuntime);
    send(HostFrame.open, "");
    return {
      post: (message) => send(HostFrame.message, message),
      onMessage(listener) {
        const decoder = new FrameDecoder(({ kind, payload }) => {
          if (kind === RunnerFrame.message) listener(payload);
        }, MAX_FRAME_BYTES);
        child.stdout.on("data", (chunk: Buffer) => {
          try {
            decoder.push(chunk);
          } catch {
            child.kill("SIGKILL"); // What it sends is not of the protocol.
          }
        });
      },
      onExit(listener) {
        ended.then((why) => listener({ kind: "crash", message: `The process ended: ${why}` }));
      },
      async dispose() {
        child.kill("SIGKILL");
        await ended;
      },
    };
  }
}
