import type { MCPClient } from "@toolweave/core";
import { ToolweaveError } from "@toolweave/core/node";

/** What makes a client, and what begins with it. */
export interface LateClientSteps {
  readonly make: () => Promise<MCPClient>;
  readonly start: (client: MCPClient) => void;
}

/** A client that is made when it is first asked for: loading it takes longer than answering a handshake. */
export class LateClient {
  readonly #steps: LateClientSteps;
  #made: Promise<MCPClient> | undefined;
  #closed = false;

  constructor(steps: LateClientSteps) {
    this.#steps = steps;
  }

  /** The client. @throws ToolweaveError as what makes it; `CLIENT_CLOSED`. */
  get(): Promise<MCPClient> {
    this.#made ??= this.#make();
    return this.#made;
  }

  /** Closes the client, if there is one, or is about to be. */
  async close(): Promise<void> {
    this.#closed = true;
    const client = await this.#made?.catch(() => undefined);
    await client?.close();
  }

  async #make(): Promise<MCPClient> {
    this.#requireOpen();
    const client = await this.#steps.make();
    this.#requireOpen();
    this.#steps.start(client);
    return client;
  }

  /** A client that was made for nobody has started nothing, and needs no end. */
  #requireOpen(): void {
    if (this.#closed) throw new ToolweaveError("CLIENT_CLOSED", "Serving has ended.");
  }
}
