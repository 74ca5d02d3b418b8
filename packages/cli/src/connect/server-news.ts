import type { MCPClient } from "@toolweave/core";
import { paint, print } from "../command-line/terminal.js";
import { failureText } from "./failure-text.js";
import { serversInCode } from "./namespaces-of.js";

const LOOK_EVERY_MS = 100;

/** Tells on stderr how the servers of a client fare, each once, while what needs them connects them. */
export class ServerNews {
  readonly #client: MCPClient;
  readonly #told = new Set<string>();
  readonly #start: number = performance.now();
  #print: (line: string) => void = print;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: MCPClient) {
    this.#client = client;
  }

  /** Has lines printed in another way, where there is a line that somebody types. */
  printBy(print: (line: string) => void): void {
    this.#print = print;
  }

  /** Tells a person at a terminal as it happens, until `stop`. */
  watch(): void {
    if (process.stderr.isTTY !== true) return;
    this.#timer = setInterval(() => this.tell(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Tells what has not been told: failures, and at a terminal what is connected too. */
  tell(): void {
    const isTerminal = process.stderr.isTTY === true;
    for (const [name, { message }] of Object.entries(this.#client.getFailedServers())) {
      const sign = isTerminal ? `${paint("red", `✗ ${name}`)}:` : paint("yellow", "warning:");
      this.#once(name, () => this.#print(`${sign} ${failureText(message)}`));
    }
    if (!isTerminal) return;
    for (const [name, session] of Object.entries(this.#client.getAllActiveSessions())) {
      const took = `${((performance.now() - this.#start) / 1_000).toFixed(1)} s`;
      this.#once(name, () => {
        const tell = (count: number): void =>
          this.#print(paint("dim", `✓ ${name}: ${count} tools, ${took}`));
        session.listTools().then(
          ({ length }) => tell(length),
          () => {},
        );
      });
    }
  }

  /** Tells which servers an execution did without, because they had neither failed nor answered. */
  tellMissing(): void {
    // One that has ended since has no session either, and was not left out.
    const present = serversInCode(this.#client);
    for (const name of this.#client.getServerNames()) {
      if (present.includes(name)) continue;
      const text = `The server "${name}" had not answered in time, and was left out.`;
      this.#once(name, () => this.#print(`${paint("yellow", "warning:")} ${text}`));
    }
  }

  #once(name: string, tell: () => void): void {
    if (this.#told.has(name)) return;
    this.#told.add(name);
    tell();
  }
}
