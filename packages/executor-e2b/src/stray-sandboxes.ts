import type { ConnectionOpts } from "@e2b/code-interpreter";
import { loadSdk } from "./load-sdk.js";
import { mayPass } from "./sdk-errors.js";

/** Metadata of every sandbox made here: what one is found by if the answer to its making got lost. */
export const CREATION_TAG = "toolweave-creation";

/** When one is looked for, in milliseconds after the loss: it may come to life late. */
const LOOKS_AT_MS = [300, 1_000, 3_000, 10_000, 30_000, 60_000];
/** Who closes waits for the looks up to this one. */
const SETTLED_MS = 3_000;
const REQUEST_TIMEOUT_MS = 2_000;

/** Finds and kills sandboxes that the service may have made although nobody was told their ids. */
export class StraySandboxes {
  readonly #connection: ConnectionOpts;
  readonly #unsettled = new Set<Promise<void>>();

  constructor(connection: ConnectionOpts) {
    this.#connection = { ...connection, requestTimeoutMs: REQUEST_TIMEOUT_MS, retries: 0 };
  }

  /** To be called with what became of the request to make the sandbox with that tag. Does not wait. */
  lost(tag: string, error: unknown): void {
    if (!mayHaveMadeOne(error)) return;
    const settled = new Promise<void>((resolve) => void this.#hunt(tag, resolve));
    this.#unsettled.add(settled);
    void settled.then(() => this.#unsettled.delete(settled));
  }

  /** Resolves when each is gone or was looked for some seconds after its loss; looking goes on after that. */
  async settle(): Promise<void> {
    let awake: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      awake = setTimeout(resolve, SETTLED_MS + 2 * REQUEST_TIMEOUT_MS);
    });
    await Promise.race([Promise.all(this.#unsettled), enough]);
    clearTimeout(awake);
  }

  async #hunt(tag: string, settle: () => void): Promise<void> {
    const lostAt = Date.now();
    for (const at of LOOKS_AT_MS) {
      // Looking keeps no program alive: only who closes waits.
      await new Promise((resolve) => setTimeout(resolve, lostAt + at - Date.now()).unref());
      const isKilled = await this.#kill(tag).catch(() => false);
      if (isKilled || at >= SETTLED_MS) settle();
      if (isKilled) return;
    }
  }

  async #kill(tag: string): Promise<boolean> {
    const { Sandbox } = await loadSdk();
    const query = { metadata: { [CREATION_TAG]: tag } };
    const [stray] = await Sandbox.list({ ...this.#connection, query }).nextItems();
    if (stray === undefined) return false;
    await Sandbox.kill(stray.sandboxId, this.#connection);
    return true;
  }
}

/** False if the service has said that it made none. */
function mayHaveMadeOne(error: unknown): boolean {
  return mayPass(error) && (error as { statusCode?: unknown }).statusCode !== 429;
}
