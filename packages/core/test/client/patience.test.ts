import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type BareCall, bare, event, events, json, textResult } from "../support/bare-server.js";
import { open } from "../support/clients.js";
import { listen } from "../support/http-server.js";
import { textOf } from "../support/results.js";

const DISPATCHER = Symbol.for("undici.globalDispatcher.1");

interface Dispatcher {
  readonly isMockActive?: boolean;
  dispatch(options: object, handler: object): boolean;
}

/** Here Node loses its patience after one second, not after five minutes. */
describe("a call that takes longer than Node's fetch waits", () => {
  let own: Dispatcher;
  let sent = 0;
  beforeEach(() => {
    // Node makes it once one of the classes is asked for.
    expect(Response).toBeDefined();
    own = Reflect.get(globalThis, DISPATCHER);
    const dispatch: Dispatcher["dispatch"] = (options, handler) => {
      sent++;
      return own.dispatch({ headersTimeout: 1_000, bodyTimeout: 1_000, ...options }, handler);
    };
    Reflect.set(globalThis, DISPATCHER, { dispatch });
  });
  afterEach(() => void Reflect.set(globalThis, DISPATCHER, own));

  it.each<[how: string, answer: (call: BareCall) => void]>([
    ["plain JSON", ({ id, response }) => json(response, id, textResult("late"))],
    [
      "a stream",
      ({ id, response }) => void response.end(event({ id, result: textResult("late") })),
    ],
  ])("is answered by %s, through the program's own dispatcher", async (how, answer) => {
    const late = (call: BareCall): void => {
      if (how === "a stream") events(call.response);
      setTimeout(() => answer(call), 3_500);
    };
    const server = await listen(bare({ tools: { late } }));
    const client = open({ web: { url: server.url, requestTimeoutMs: 10_000 } });
    const before = sent;
    expect(textOf(await client.callTool("web", "late"))).toBe("late");
    expect(sent).toBeGreaterThan(before);
  });
});

describe("a dispatcher that stands in for servers", () => {
  it("is handed the messages as they are, to tell them apart", async () => {
    const server = await listen(
      bare({ tools: { ok: ({ id, response }) => json(response, id, textResult("ok")) } }),
    );
    expect(Response).toBeDefined();
    const own: Dispatcher = Reflect.get(globalThis, DISPATCHER);
    const bodies: unknown[] = [];
    const dispatch: Dispatcher["dispatch"] = (options, handler) => {
      bodies.push((options as { body?: unknown }).body);
      return own.dispatch(options, handler);
    };
    Reflect.set(globalThis, DISPATCHER, { isMockActive: true, dispatch });
    onTestFinished(() => void Reflect.set(globalThis, DISPATCHER, own));
    const client = open({ web: { url: server.url } });
    expect(textOf(await client.callTool("web", "ok"))).toBe("ok");
    expect(bodies).toContainEqual(expect.stringContaining('"tools/call"'));
  });
});
