import type { Client } from "@modelcontextprotocol/sdk/client/index.js";

/**
 * Lets go of who listens to the progress of a task that is over. The SDK keeps them beyond the answer that a task
 * has begun, for as long as the connection lasts, and lets go of those alone whose tasks it runs itself.
 */
export function forgetProgress(client: Client, taskId: string): void {
  const { _cleanupTaskProgressHandler: forget } = client as unknown as Forgetting;
  forget?.call(client, taskId);
}

interface Forgetting {
  readonly _cleanupTaskProgressHandler?: (this: Client, taskId: string) => void;
}
