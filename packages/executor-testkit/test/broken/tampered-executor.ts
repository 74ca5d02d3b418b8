import type { Sandbox, SandboxSpec } from "@toolweave/core";
import type { KitExecutorOptions } from "../../src/index.js";
import ProcessExecutor from "../third-party/process-executor.js";

/** A message of the protocol, as an object. */
export type Message = Record<string, unknown> & { type: string };

/** What is done to messages on their way; `undefined` drops one. */
export interface Tampering {
  readonly fromGuest?: (message: Message) => Message | undefined;
  readonly toGuest?: (message: Message) => Message | undefined;
}

/** An executor that is right, but for the messages it spoils. */
export class TamperedExecutor extends ProcessExecutor {
  readonly #tampering: Tampering;

  constructor(tampering: Tampering, options: KitExecutorOptions) {
    super(undefined, options);
    this.#tampering = tampering;
  }

  protected override async openSandbox(spec: SandboxSpec): Promise<Sandbox> {
    const sandbox = await super.openSandbox(spec);
    const { fromGuest, toGuest } = this.#tampering;
    return {
      ...sandbox,
      post: (message) => pass(message, toGuest, sandbox.post),
      onMessage: (listener) => sandbox.onMessage((message) => pass(message, fromGuest, listener)),
    };
  }
}

function pass(
  text: string,
  tamper: ((message: Message) => Message | undefined) | undefined,
  deliver: (text: string) => void,
): void {
  const message = tamper === undefined ? text : tamper(JSON.parse(text) as Message);
  if (message !== undefined)
    deliver(typeof message === "string" ? message : JSON.stringify(message));
}
