import { prepareMessage, runMessage } from "@toolweave/core/node";

const PREPARE = {
  namespaces: [{ server: "bench", identifier: "bench", tools: '["echo"]', connected: true }],
  maxLogBytes: 1 << 16,
  maxResultBytes: 1 << 16,
  maxContentBlocks: 4,
};
const CODE =
  "(async () => { const kept = new Map([[1, 'a']]); const { n } = await bench.echo({}); return [n, kept.get(1)]; })";

/** The messages by which a guest starts, and comes to wait for one reply. */
export const startMessages = () => [prepareMessage(PREPARE), runMessage(CODE)];

/** A guest that waits for the reply to its call 1. @param {import("@toolweave/executor-quickjs").QuickJSCodeExecutor} executor */
export async function openWaiting(executor) {
  const sandbox = await executor.open();
  const called = new Promise((resolve) => sandbox.onMessage(resolve));
  for (const message of startMessages()) sandbox.post(message);
  await called;
  return sandbox;
}

/**
 * Posts messages and waits for the end of the guest: by its word, by a crash, or by the time limit.
 *
 * @param {import("@toolweave/core").Sandbox} sandbox
 * @param {readonly string[]} messages
 * @param {number} ms
 * @returns {Promise<"done" | "ended" | "waits">}
 */
export async function driveGuest(sandbox, messages, ms) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {"done" | "ended" | "waits"} */
  const outcome = await new Promise((resolve) => {
    sandbox.onExit(() => resolve("ended"));
    sandbox.onMessage((text) => {
      if (text.startsWith('{"type":"done"')) resolve("done");
    });
    for (const message of messages) sandbox.post(message);
    timer = setTimeout(() => resolve("waits"), ms);
  });
  clearTimeout(timer);
  await sandbox.dispose({ finished: outcome === "done" });
  return outcome;
}

/** Counts what is alike. */
export class Tally {
  /** @type {Map<string, number>} */
  #counts = new Map();

  /** @param {string} name */
  add(name) {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  toString() {
    return [...this.#counts].map(([name, count]) => `${count} ${name}`).join(", ");
  }
}
