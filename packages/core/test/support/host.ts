import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { MCPClientConfig } from "@toolweave/core";
import { onTestFinished } from "vitest";

/** Less than any timer of a client left running. */
export const LINGERING_MS = 1_500;

const HOST = fileURLToPath(new URL("../fixtures/host.mjs", import.meta.url));

/** The program `host.mjs`, running. */
export interface Host {
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the processes of its servers once they are connected. */
  pids(): Promise<number[]>;
  /** Resolves when it has ended: how, and all it told. */
  ended(): Promise<HostEnd>;
}

export interface HostEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly told: object[];
  /** For how long it lived on after its last word, by its own clock; of one that ended by itself. */
  readonly lingeredMs: number;
}

/** Starts the host; it is killed after the test if it still runs. */
export function startHost(
  scenario: string,
  servers: NonNullable<MCPClientConfig["mcpServers"]>,
): Host {
  const child = spawn(process.execPath, [HOST, scenario, JSON.stringify(servers)], {
    // What Node prints of an error that ends it is not for the tests' own output.
    stdio: ["ignore", "pipe", scenario === "throw" ? "ignore" : "inherit"],
    // As a program started from a terminal is: a signal for its group is not for the tests.
    detached: true,
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const told: object[] = [];
  const lines = createInterface({ input: child.stdout });
  const first = once(lines, "line").then(
    ([line]) => JSON.parse(String(line)) as { pids: number[] },
  );
  let lingeredMs = Number.NaN;
  lines.on("line", (line) => {
    const word = JSON.parse(line) as { lingeredMs?: number };
    if (word.lingeredMs === undefined) told.push(word);
    else lingeredMs = word.lingeredMs;
  });
  const closed = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    kill: (signal) => void process.kill(-(child.pid as number), signal),
    pids: async () => (await first).pids,
    ended: async () => {
      const [code, signal] = await closed;
      return { code, signal, told, lingeredMs };
    },
  };
}
