import { type ExecutorCapabilities, type Sandbox, SandboxExecutor } from "@toolweave/core";

/** A guest that is an enemy: it says what it likes, whatever its code is. */
export class HostileExecutor extends SandboxExecutor {
  readonly supports: ExecutorCapabilities = {
    isolation: "none",
    memoryLimit: false,
    typescript: false,
  };
  readonly #says: readonly string[];

  constructor(says: readonly string[]) {
    super();
    this.#says = says;
  }

  protected override async openSandbox(): Promise<Sandbox> {
    let listen: ((message: string) => void) | undefined;
    return {
      post: (message) => {
        if ((JSON.parse(message) as { type: string }).type !== "run") return;
        for (const said of this.#says) listen?.(said);
      },
      onMessage: (listener) => {
        listen = listener;
      },
      onExit: () => {},
      dispose: () => {},
    };
  }
}
