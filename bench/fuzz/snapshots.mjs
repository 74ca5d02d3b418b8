import { createHash } from "node:crypto";
import { replyMessage } from "@toolweave/core/node";
import { driveGuest, openWaiting, Tally } from "./guest-driver.mjs";
import { below, mutateBytes } from "./mutations.mjs";

const CHECKSUM_AT = 80;
const BODY_AT = 112;
const WAIT_MS = 100;
/** One in so many is sealed again, so that the machine has to do with what was altered. */
const SEALED = 20;

/**
 * What a snapshot may be: it is refused, or its guest harms nobody but itself.
 *
 * @param {import("@toolweave/executor-quickjs").QuickJSCodeExecutor} executor
 * @param {number} count
 * @param {() => number} random
 */
export async function fuzzSnapshots(executor, count, random) {
  const tally = new Tally();
  const guest = await openWaiting(executor);
  const snapshot = /** @type {Uint8Array} */ (await guest.snapshot?.());
  for (let i = 0; i < count; i++) {
    const mutated =
      i % SEALED === 0 ? sealedAgain(snapshot, random) : mutateBytes(snapshot, random);
    const isIntact = Buffer.compare(mutated, snapshot) === 0;
    const restored = await executor.restore(mutated).catch((error) => {
      if (error.code !== "SNAPSHOT_INVALID") throw error;
      return undefined;
    });
    if (restored === undefined && isIntact) throw new Error("a sound snapshot was refused");
    if (restored === undefined) tally.add("refused");
    else tally.add(await driveGuest(restored, [replyMessage(1, '{"n":5}')], WAIT_MS));
  }
  const whole = await driveGuest(
    await executor.restore(snapshot),
    [replyMessage(1, '{"n":5}')],
    10_000,
  );
  if (whole !== "done") throw new Error(`the guest of the sound snapshot ${whole} at the end`);
  return { count, outcome: String(tally) };
}

/** Memory that is not what it was, under a checksum that fits. @param {Uint8Array} snapshot @param {() => number} random */
function sealedAgain(snapshot, random) {
  const bytes = Buffer.from(snapshot);
  const times = 1 + below(2_000, random);
  for (let i = 0; i < times; i++) {
    bytes[BODY_AT + below(bytes.length - BODY_AT, random)] = below(256, random);
  }
  const hash = createHash("sha256").update(bytes.subarray(0, CHECKSUM_AT));
  bytes.set(hash.update(bytes.subarray(BODY_AT)).digest(), CHECKSUM_AT);
  return bytes;
}
