import { type E2BExecutorOptions, MCPClient } from "@toolweave/core";
import { type E2BStandIn, type StandInOptions, startE2BStandIn } from "@toolweave/e2b-stand-in";
import { E2BCodeExecutor } from "@toolweave/executor-e2b";
import { afterEach, beforeEach } from "vitest";
import { createToolsServer } from "./tools-server.js";

/** A client whose code runs in sandboxes of the stand-in. */
export interface Bench {
  readonly client: MCPClient;
  readonly executor: E2BCodeExecutor;
  /** The numbers that the tool `echo` was called with. */
  readonly echoed: readonly number[];
}

/** A stand-in for each test; what is opened on it is closed after the test, and so is the stand-in. */
export class Benches {
  #standIn: E2BStandIn | undefined;
  readonly #clients: MCPClient[] = [];

  constructor(options?: StandInOptions) {
    beforeEach(async () => {
      this.#standIn = await startE2BStandIn(options);
    });
    afterEach(async () => {
      this.standIn.faults.clear();
      await Promise.all(this.#clients.splice(0).map((client) => client.close()));
      await this.standIn.close();
    });
  }

  get standIn(): E2BStandIn {
    if (this.#standIn === undefined) throw new Error("no test is running");
    return this.#standIn;
  }

  open(options: E2BExecutorOptions = {}): Bench {
    const { server, echoed } = createToolsServer();
    const executor = new E2BCodeExecutor(undefined, { ...this.standIn.connection, ...options });
    const client = new MCPClient({ mcpServers: { tools: { server } } }, { codeMode: { executor } });
    this.#clients.push(client);
    return { client, executor, echoed };
  }

  /** Ids of the sandboxes that live. */
  alive(): string[] {
    const { list } = this.standIn.sandboxes();
    return list.filter(({ state }) => state !== "ended").map(({ id }) => id);
  }

  /** Ids of the processes in all sandboxes. */
  pids(): number[] {
    return this.standIn.sandboxes().list.flatMap(({ pids }) => pids);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export async function until(condition: () => boolean, ms = 30_000): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error("the condition did not come true in time");
    await pause(10);
  }
}
