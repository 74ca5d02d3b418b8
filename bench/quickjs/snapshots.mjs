import { prepareMessage, replyMessage, runMessage } from "@toolweave/core/node";
import { QuickJSCodeExecutor } from "@toolweave/executor-quickjs";
import { OURS } from "../shared/figure.mjs";
import { interleave } from "../shared/measure.mjs";

/**
 * @typedef {import("../shared/bench-run.mjs").BenchRun} BenchRun
 * @typedef {import("../shared/figure.mjs").Figure} Figure
 */

const PREPARE = {
  namespaces: [{ server: "bench", identifier: "bench", tools: '["echo"]', connected: true }],
  maxLogBytes: 1 << 20,
  maxResultBytes: 1 << 20,
  maxContentBlocks: 10,
};
const CODE =
  "(async () => { const kept = [1, 2, 3]; const { n } = await bench.echo({}); return n + kept.length; })";

/** Saving a guest that waits for a reply, and going on with it. @param {BenchRun} bench @returns {Promise<Figure[]>} */
export async function measureSnapshots(bench) {
  const executor = new QuickJSCodeExecutor(undefined, { pool: { min: 2 } });
  // Sandboxes do not keep their host alive.
  const alive = setInterval(() => {}, 1_000);
  const guest = await executor.open();
  await next(guest, () => {
    guest.post(prepareMessage(PREPARE));
    guest.post(runMessage(CODE));
  });
  let bytes = 0;
  const results = await interleave(
    [
      {
        name: OURS,
        run: async () => {
          const snapshot = /** @type {Uint8Array} */ (await guest.snapshot?.());
          bytes = snapshot.length;
          return executor.restore(snapshot);
        },
        after: async (restored) => {
          const done = await next(restored, () => restored.post(replyMessage(1, '{"n":4}')));
          if (JSON.parse(done).value !== 7) throw new Error(`the restored guest said ${done}`);
          restored.dispose({ finished: true });
          await new Promise((resolve) => setTimeout(resolve, 10));
        },
      },
    ],
    { rounds: bench.rounds(3, 60), warmup: 5 },
  );
  clearInterval(alive);
  await executor.cleanup();
  return [
    {
      title: "snapshot plus restore of a small guest",
      unit: "ms",
      results,
      target: { of: "value", must: 25, aim: 8 },
    },
    { title: "size of its snapshot", unit: "MB", results: { [OURS]: { median: bytes / 1e6 } } },
  ];
}

/** @param {import("@toolweave/core").Sandbox} sandbox @param {() => void} act @returns {Promise<string>} */
function next(sandbox, act) {
  return new Promise((resolve) => {
    sandbox.onMessage(resolve);
    act();
  });
}
