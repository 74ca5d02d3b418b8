import assert from "node:assert/strict";
import type { Sandbox, SandboxExecutor } from "@toolweave/core";
import {
  parseGuestMessage,
  prepareMessage,
  ResultParts,
  replyMessage,
  runMessage,
} from "@toolweave/core/node";
import type { Bench } from "../../case-context.js";
import { pause, within } from "../../within.js";

type GuestMessage = ReturnType<typeof parseGuestMessage>;

const WAIT_MS = 10_000;
const LIMIT = 1_000_000;
const KIT = {
  server: "kit",
  identifier: "kit",
  tools: '["add","echo"]',
  connected: true,
} as const;

/** A guest whose protocol the kit speaks itself, as the host does otherwise. */
export class SpokenGuest {
  readonly #sandbox: Sandbox;
  readonly #messages: GuestMessage[] = [];
  #arrived = (): void => {};

  private constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    sandbox.onMessage((text) => {
      this.#messages.push(parseGuestMessage(text));
      this.#arrived();
    });
    sandbox.onExit(() => this.#arrived());
  }

  /** A fresh guest that runs the body of an async function. */
  static async run({ executor }: Bench, body: string): Promise<SpokenGuest> {
    const guest = new SpokenGuest(await (executor as SandboxExecutor).open());
    guest.#sandbox.post(
      prepareMessage({
        namespaces: [KIT],
        maxLogBytes: LIMIT,
        maxResultBytes: LIMIT,
        maxContentBlocks: 10,
      }),
    );
    guest.#sandbox.post(runMessage(`(async () => {${body}\n})`));
    return guest;
  }

  /** The guest of a snapshot. */
  static async restore({ executor }: Bench, snapshot: Uint8Array): Promise<SpokenGuest> {
    const { restore } = executor as SandboxExecutor;
    assert.ok(restore, "an executor that claims snapshots has restore()");
    return new SpokenGuest(await restore.call(executor as SandboxExecutor, snapshot));
  }

  /** The next message; fails if none comes. */
  async next(): Promise<GuestMessage> {
    if (this.#messages.length === 0) {
      const arrival = new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
      await within(WAIT_MS, arrival, "the guest's next message");
    }
    const message = this.#messages.shift();
    assert.ok(message, "the sandbox ended");
    return message;
  }

  /** The numbers of the next calls. */
  async calls(count: number): Promise<number[]> {
    const ids: number[] = [];
    for (let i = 0; i < count; i++) {
      const message = await this.next();
      assert.equal(message.type, "call");
      ids.push((message as { id: number }).id);
    }
    return ids;
  }

  /** What the guest returns, which is what it says next. */
  async result(): Promise<unknown> {
    const parts = new ResultParts(LIMIT);
    let message = await this.next();
    for (; message.type === "part"; message = await this.next()) parts.add(message);
    assert.equal(message.type, "done", `instead of the end came ${JSON.stringify(message)}`);
    assert.ok("value" in message, `the guest failed: ${JSON.stringify(message)}`);
    return parts.join(message);
  }

  /** Fails if the guest says anything within some time. */
  async staysSilent(ms: number): Promise<void> {
    await pause(ms);
    const [message] = this.#messages;
    assert.equal(message, undefined, `the guest said ${JSON.stringify(message)}`);
  }

  reply(id: number, value: unknown): void {
    this.#sandbox.post(replyMessage(id, JSON.stringify(value)));
  }

  snapshot(): Promise<Uint8Array> {
    const { snapshot } = this.#sandbox;
    assert.ok(snapshot, "a sandbox of an executor that claims snapshots has snapshot()");
    return snapshot.call(this.#sandbox);
  }

  async dispose(): Promise<void> {
    await this.#sandbox.dispose({ finished: false });
  }
}
