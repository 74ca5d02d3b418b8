/**
 * `pnpm fuzz:quickjs`: mutated messages of guest and host, and mutated snapshots, for executor-quickjs.
 * Nothing may crash, and nothing may hold up who comes next. Takes `--count` and `--seed`.
 */
import { parseArgs } from "node:util";
import { QuickJSCodeExecutor } from "@toolweave/executor-quickjs";
import { fuzzGuestMessages } from "./fuzz/guest-messages.mjs";
import { fuzzHostMessages } from "./fuzz/host-messages.mjs";
import { fuzzSnapshots } from "./fuzz/snapshots.mjs";
import { seededRandom } from "./soak/seeded-random.mjs";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
  },
});
const count = Number(values.count);
const random = seededRandom(Number(values.seed));
const executor = new QuickJSCodeExecutor(undefined, { memoryLimitMb: 16 });
const alive = setInterval(() => {}, 1_000);

/** @param {string} what @param {{ count: number, outcome: string }} found */
const report = (what, found) => console.log(`${found.count} ${what}: ${found.outcome}`);
report("messages of a guest", fuzzGuestMessages(Math.ceil(count * 0.6), random));
report("messages to a guest", await fuzzHostMessages(executor, Math.ceil(count * 0.3), random));
report("snapshots", await fuzzSnapshots(executor, Math.ceil(count * 0.1), random));
clearInterval(alive);
await executor.cleanup();
