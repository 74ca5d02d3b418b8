import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";

/** A way to a server, with what is known of its health. */
export interface ServerLink {
  readonly transport: Transport;
  /** What a developer should see when the server fails: how its process ended, its last words. */
  diagnose(): string;
  /**
   * What it wrote where answers are expected, in a sentence.
   *
   * @param since from then on, a time of `performance.now()`; without it, at all.
   */
  strayOutput?(since?: number): string | undefined;
  /** Takes out of a text what is secret of the way to the server. */
  conceal?(text: string): string;
  /** The last 64 KB the server wrote to stderr; empty for servers without one. */
  stderr(): string;
  /** Ends the connection, and the server's process if it is ours. Resolves when it is gone. */
  close(): Promise<void>;
}
