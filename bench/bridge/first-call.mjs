import { OURS } from "../shared/figure.mjs";
import { interleave } from "../shared/measure.mjs";
import { openBenchClient } from "./bench-client.mjs";

/** @typedef {import("../shared/figure.mjs").Figure} Figure */

const ROUNDS = 21;
const QUICK_ROUNDS = 3;

/**
 * The first call of a tool with a large schema, and the first one of each execution after it: schemas are
 * compiled when they are first needed, and once.
 *
 * @param {{ quick: boolean }} options
 * @returns {Promise<Figure[]>}
 */
export async function measureFirstCall({ quick }) {
  let opened = await openBenchClient({});
  const before = async () => {
    await opened.client.close();
    opened = await openBenchClient({});
  };
  const callOnce = async () => {
    const gate = opened.client.executorHost.openGate({});
    await gate.call({ id: 1, server: "issues", tool: "wide", args: [{ property_7: "x" }] });
    gate.close();
  };
  const rounds = quick ? QUICK_ROUNDS : ROUNDS;
  const first = await interleave([{ name: OURS, before, run: callOnce }], { rounds });
  const next = await interleave([{ name: OURS, run: callOnce }], { rounds, block: 20 });
  await opened.client.close();
  const title = "of a tool with a schema of 90 properties";
  return [
    { title: `first call ${title}`, unit: "ms", results: first },
    {
      title: `first call ${title}, in each later execution`,
      unit: "ms",
      results: next,
      target: { of: "value", must: 1, aim: 0.5 },
    },
  ];
}
