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

/** Asks its guests to end, which those hear that are not busy. */
export class PoliteExecutor extends SandboxExecutor {
  readonly supports = { isolation: "process", memoryLimit: false, typescript: true } as const;

  protected override async openSandbox({ guestRuntime }: SandboxSpec): Promise<Sandbox> {
    const child = spawn(process.execPath, [...NODE_RUNNER_FLAGS, "-e", NODE_RUNNER], {
      env: {},
      stdio: ["pipe", "pipe", "ignore"],
    });
    child.stdin.on("error", () => {});
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
        child.stdout.on("data", (chunk: Buffer) => decoder.push(chunk));
      },
      onExit(listener) {
        child.on("close", () => listener({ kind: "crash", message: "The process ended" }));
      },
      dispose: () => void child.stdin.end(),
    };
  }
}
