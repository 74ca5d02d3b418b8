import { describe, expect, it } from "vitest";
import { standInFor } from "./support/talk.js";
import { talkOnTheWire } from "./support/talk-on-the-wire.js";
import { OPERATIONS, type Operation, send } from "./support/wire.js";

const LONG = "A text that is long enough to be cut in its middle.";
const WITHOUT_KEY = new Set(["ollama"]);
const ALL: readonly Operation[] = Object.values(OPERATIONS);

/** How each provider writes a rate limit. */
const RATE_LIMITS: Readonly<Record<keyof typeof OPERATIONS, object>> = {
  chat: { error: { type: "requests", code: "rate_limit_exceeded", message: "Wait." } },
  responses: { error: { type: "requests", code: "rate_limit_exceeded", message: "Wait." } },
  messages: { type: "error", error: { type: "rate_limit_error", message: "Wait." } },
  generate: {
    error: {
      code: 429,
      status: "RESOURCE_EXHAUSTED",
      message: "Wait.",
      details: [{ retryDelay: "7s" }],
    },
  },
  ollama: { error: "Wait." },
  mistral: { object: "error", type: "rate_limited", message: "Wait." },
  groq: { error: { type: "requests", code: "rate_limit_exceeded", message: "Wait." } },
};

describe("a rate limit", () => {
  it.each(Object.entries(RATE_LIMITS))(
    "has the shape of %s and says when to try again",
    async (key, shape) => {
      const { send } = await talkOnTheWire(OPERATIONS[key as keyof typeof OPERATIONS], [
        { fault: "rate-limit", retryAfterSeconds: 7, message: "Wait." },
      ]);
      const response = await send();
      expect(response.status).toBe(429);
      expect(response.headers.get("retry-after")).toBe("7");
      expect(await response.json()).toMatchObject(shape);
    },
  );
});

describe.each(ALL)("$name", (operation) => {
  it("breaks an answer off in the middle of its body", async () => {
    const breakOff = { afterEvents: 1, how: "disconnect" } as const;
    const { standIn, send } = await talkOnTheWire(operation, [{ text: LONG, breakOff }]);
    const response = await send();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow("terminated");
    expect(standIn.received()).toMatchObject([{ outcome: "broken off", status: 200 }]);
  });

  it("breaks a stream off after as many events as the script says", async () => {
    const breakOff = { afterEvents: 3, how: "disconnect" } as const;
    const { stream } = await talkOnTheWire(operation, [{ text: LONG, pieceLength: 2, breakOff }]);
    const { body } = await stream();
    const decoder = new TextDecoder();
    let read = "";
    const reading = async () => {
      for await (const bytes of body ?? []) read += decoder.decode(bytes, { stream: true });
    };
    await expect(reading()).rejects.toThrow("terminated");
    expect(read.match(/^(data: )?\{.*\}\n/gm)?.length).toBe(3);
  });

  it("reports an error in the middle of a stream", async () => {
    const breakOff = { afterEvents: 3, how: "error-event" } as const;
    const { stream } = await talkOnTheWire(operation, [{ text: LONG, pieceLength: 2, breakOff }]);
    const text = await (await stream()).text();
    expect(text.trimEnd().split("\n").at(-1)).toContain("Overloaded");
  });

  it("breaks off before the last event of a stream that has fewer", async () => {
    const breakOff = { afterEvents: 1000, how: "disconnect" } as const;
    const { standIn, stream } = await talkOnTheWire(operation, [{ text: LONG, breakOff }]);
    await expect((await stream()).text()).rejects.toThrow("terminated");
    expect(standIn.counts()).toMatchObject({ brokenOff: 1 });
  });

  it("never splits a character that takes two code units", async () => {
    const { stream } = await talkOnTheWire(operation, [{ text: "🥊🏃", pieceLength: 1 }]);
    const text = await (await stream()).text();
    expect(text).toContain("🥊");
    expect(text).toContain("🏃");
  });

  it("answers what is no operation of its API by its own kind of error", async () => {
    const { standIn } = await talkOnTheWire(operation, []);
    const response = await fetch(`${standIn.baseUrl}/v9/nothing`, { method: "POST", body: "{}" });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual(expect.any(Object));
  });

  it("refuses a body that is no JSON", async () => {
    const { standIn } = await talkOnTheWire(operation, []);
    const response = await fetch(standIn.baseUrl + operation.path, {
      method: "POST",
      headers: operation.headers(standIn.apiKey),
      body: "{",
    });
    expect(response.status).toBe(400);
    expect(standIn.received()).toMatchObject([{ body: "{", json: undefined, outcome: "refused" }]);
  });
});

describe.each(ALL.filter(({ provider }) => !WITHOUT_KEY.has(provider)))("$name", (operation) => {
  it("refuses a wrong key, and none", async () => {
    const standIn = await standInFor({ provider: operation.provider, turns: [{ text: "Well." }] });
    const wrong = await send(standIn, operation, {}, { apiKey: "guessed" });
    expect([400, 401]).toContain(wrong.status);
    const none = await fetch(standIn.baseUrl + operation.path, { method: "POST", body: "{}" });
    expect([401, 403]).toContain(none.status);
    expect((await send(standIn, operation)).status).toBe(200);
  });
});
