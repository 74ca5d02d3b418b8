import { replyMessage, tickMessage } from "@toolweave/core/node";
import { driveGuest, startMessages, Tally } from "./guest-driver.mjs";
import { below, mutateText } from "./mutations.mjs";

/** Mutated messages for one guest. */
const PER_GUEST = 50;
const WAIT_MS = 25;

/**
 * What a guest may be sent: whatever it makes of it, the next guest works.
 *
 * @param {import("@toolweave/executor-quickjs").QuickJSCodeExecutor} executor
 * @param {number} count
 * @param {() => number} random
 */
export async function fuzzHostMessages(executor, count, random) {
  const tally = new Tally();
  const valid = [...startMessages(), replyMessage(1, '{"n":5}'), tickMessage(1)];
  for (let sent = 0; sent < count; sent += PER_GUEST) {
    const messages = Array.from({ length: PER_GUEST }, () =>
      mutateText(valid[below(valid.length, random)] ?? "", random),
    );
    tally.add(await driveGuest(await executor.open(), messages, WAIT_MS));
    const next = [...startMessages(), replyMessage(1, '{"n":5}')];
    const outcome = await driveGuest(await executor.open(), next, 10_000);
    if (outcome !== "done")
      throw new Error(`a sound guest ${outcome} after ${messages.join("\n")}`);
  }
  return { count, outcome: `guests: ${tally}` };
}
