import { HumanMessage } from "@langchain/core/messages";
import { describe, expect, it } from "vitest";
import { CLIENTS } from "./support/clients.js";
import { eventually } from "./support/eventually.js";
import { collect, connected } from "./support/talk.js";

const ASK = [new HumanMessage("Go on.")];
const LONG = "A text that is long enough to be cut in its middle.";

describe.each(CLIENTS)("$name", (client) => {
  it.each(["rate-limit", "server-error", "overloaded", "bad-request", "disconnect"] as const)(
    "fails by %s when it may not try again",
    async (fault) => {
      const { model, standIn } = await connected(client, [{ fault }]);
      await expect(model.invoke(ASK)).rejects.toThrow();
      expect(standIn.counts()).toMatchObject({ total: 1, failed: 1 });
    },
  );

  it("waits for a slow answer", async () => {
    const { model } = await connected(client, [{ text: "Slow.", delayMs: 300 }]);
    const start = performance.now();
    expect((await model.invoke(ASK)).text).toBe("Slow.");
    expect(performance.now() - start).toBeGreaterThan(290);
  });

  it("reads a slow stream as it comes", async () => {
    const { model } = await connected(client, [{ text: LONG, eventDelayMs: 60 }]);
    const start = performance.now();
    const times: number[] = [];
    for await (const chunk of await model.stream(ASK)) {
      if (chunk.text !== "") times.push(performance.now() - start);
    }
    expect(times.length).toBeGreaterThan(3);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(100);
  });
});

describe.each(CLIENTS.filter(({ traits }) => traits.retries))("$name", (client) => {
  it("tries again after a rate limit, an error of the server, and a lost connection", async () => {
    const faults = [
      { fault: "rate-limit", retryAfterSeconds: 1 },
      { fault: "server-error" },
      { fault: "disconnect" },
    ] as const;
    const tries = faults.map(async (fault) => {
      const turns = [fault, { text: "At last." }];
      const { model, standIn } = await connected(client, turns, { maxRetries: 1 });
      expect((await model.invoke(ASK)).text).toBe("At last.");
      return standIn.received().map(({ status }) => status);
    });
    expect(await Promise.all(tries)).toEqual([
      [429, 200],
      [500, 200],
      [undefined, 200],
    ]);
  });
});

describe.each(CLIENTS.filter(({ traits }) => traits.breaksCleanly))("$name", (client) => {
  it("fails when the connection is lost in the middle of an answer", async () => {
    const { model, standIn } = await connected(client, [
      { text: LONG, breakOff: { afterEvents: 2, how: "disconnect" } },
    ]);
    await expect(model.invoke(ASK)).rejects.toThrow("terminated");
    expect(standIn.counts()).toMatchObject({ brokenOff: 1 });
  });

  it.each(["disconnect", "error-event"] as const)(
    "fails by a %s in the middle of a stream",
    async (how) => {
      const { model, standIn } = await connected(client, [
        { text: LONG, pieceLength: 2, breakOff: { afterEvents: 8, how } },
      ]);
      const texts: string[] = [];
      const read = async () => {
        for await (const { text } of await model.stream(ASK)) texts.push(text);
      };
      await expect(read()).rejects.toThrow(how === "disconnect" ? "terminated" : "Overloaded");
      expect(LONG.startsWith(texts.join(""))).toBe(true);
      expect(texts.join("")).not.toBe("");
      expect(standIn.counts()).toMatchObject({ brokenOff: 1 });
    },
  );
});

describe.each(CLIENTS.filter(({ traits }) => traits.aborts))("$name", (client) => {
  it("ends its request when it is aborted", async () => {
    const { model, standIn } = await connected(client, [{ fault: "silence" }]);
    const aborting = new AbortController();
    const asked = model.invoke(ASK, { signal: aborting.signal }).catch((error: unknown) => error);
    await eventually(() => standIn.counts().pending === 1);
    aborting.abort();
    expect(await asked).toBeInstanceOf(Error);
    await eventually(() => standIn.counts().givenUp === 1);
  });

  it("ends its request when its stream is aborted", async () => {
    const { model, standIn } = await connected(client, [{ text: LONG, eventDelayMs: 200 }]);
    const aborting = new AbortController();
    const read = collect(await model.stream(ASK, { signal: aborting.signal }));
    const ended = read.catch((error: unknown) => error);
    await eventually(() => standIn.counts().pending === 1);
    aborting.abort();
    expect(await ended).toBeInstanceOf(Error);
    await eventually(() => standIn.counts().givenUp === 1);
  });
});
