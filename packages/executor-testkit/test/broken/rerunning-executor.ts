import type { Sandbox, SandboxSpec } from "@toolweave/core";
import ProcessExecutor from "../third-party/process-executor.js";

/** Takes what a guest was told for the guest: to restore it is to run its code again. */
export class RerunningExecutor extends ProcessExecutor {
  protected override async openSandbox(spec: SandboxSpec): Promise<Sandbox> {
    const sandbox = await super.openSandbox(spec);
    const told: string[] = [];
    return {
      ...sandbox,
      post: (message) => {
        told.push(message);
        sandbox.post(message);
      },
      snapshot: async () => new TextEncoder().encode(JSON.stringify(told)),
    };
  }

  override async restore(snapshot: Uint8Array): Promise<Sandbox> {
    const sandbox = await this.open();
    const told = JSON.parse(new TextDecoder().decode(snapshot)) as string[];
    for (const message of told) sandbox.post(message);
    return sandbox;
  }
}
