/** Aborting a run ends its request to the model, with the real client of every provider. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MCPAgent } from "../src/index.js";
import { openBench } from "./support/bench.js";
import { CLIENTS } from "./support/models.js";

/** By when all has to be over, on a busy machine too: far below what the model would take. */
const SOON_MS = 10_000;

const THINKS = { text: "too late", delayMs: 40_000 };
const SPEAKS = { text: "word ".repeat(2_000), eventDelayMs: 200 };

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => {
  unhandled.push(reason);
};
beforeEach(() => {
  process.on("unhandledRejection", onUnhandled);
});
afterEach(async () => {
  await pause(50);
  process.off("unhandledRejection", onUnhandled);
  expect(unhandled.splice(0)).toEqual([]);
});

describe.each(CLIENTS.filter(({ bearsBreaks }) => bearsBreaks))("$name", (client) => {
  it("gives up what it asked, if the run is aborted while the model thinks", async () => {
    const { agent, standIn } = await openBench({ client, script: { turns: [THINKS] } });
    const isAsked = (): boolean => standIn.counts().pending === 1;
    const took = await abortedWhen((signal) => agent.run("Go", { signal }), isAsked);
    expect(took).toBeLessThan(SOON_MS);
    await until(() => standIn.counts().givenUp === 1, SOON_MS);
  });

  it("gives up a stream before its first event, and in its middle", async () => {
    for (const turn of [THINKS, SPEAKS]) {
      const { agent, standIn } = await openBench({ client, script: { turns: [turn] } });
      let text = "";
      const took = await abortedWhen(
        (signal) =>
          read(agent, signal, (piece) => {
            text += piece;
          }),
        () => (turn === THINKS ? standIn.counts().pending === 1 : text.includes("word")),
      );
      expect(took).toBeLessThan(SOON_MS);
      await until(() => standIn.counts().givenUp === 1, SOON_MS);
    }
  });
});

describe.each(CLIENTS.filter(({ bearsBreaks }) => !bearsBreaks))("$name", (client) => {
  it("does not keep an aborted run waiting, although it keeps its request", async () => {
    const { agent, standIn } = await openBench({ client, script: { turns: [THINKS] } });
    const isAsked = (): boolean => standIn.counts().pending === 1;
    const took = await abortedWhen((signal) => agent.run("Go", { signal }), isAsked);
    expect(took).toBeLessThan(SOON_MS);
  });

  it("gives up a stream before its first event", async () => {
    const { agent, standIn } = await openBench({ client, script: { turns: [THINKS] } });
    const isAsked = (): boolean => standIn.counts().pending === 1;
    const took = await abortedWhen((signal) => read(agent, signal, () => {}), isAsked);
    expect(took).toBeLessThan(SOON_MS);
    await until(() => standIn.counts().givenUp === 1, SOON_MS);
  });
});

async function read(
  agent: MCPAgent,
  signal: AbortSignal,
  onPiece: (piece: string) => void,
): Promise<void> {
  for await (const piece of agent.prettyStream("Go", { signal, color: false })) onPiece(piece);
}

/** Aborts a run when something has happened; tells how long it then took. */
async function abortedWhen(
  run: (signal: AbortSignal) => Promise<unknown>,
  isTime: () => boolean,
): Promise<number> {
  const abort = new AbortController();
  const outcome = run(abort.signal).then(
    () => "answered",
    (error: unknown) => error,
  );
  await until(isTime, 20_000);
  const started = performance.now();
  abort.abort("changed my mind");
  expect(await outcome).toBe("changed my mind");
  return performance.now() - started;
}

async function until(isTime: () => boolean, ms: number): Promise<void> {
  const deadline = performance.now() + ms;
  while (!isTime()) {
    if (performance.now() > deadline) throw new Error("it never came to that");
    await pause(10);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
