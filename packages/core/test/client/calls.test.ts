import { createToolServer, type ToolProgress, type ToolResult } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { collectGarbage } from "../support/collect-garbage.js";
import { eventually } from "../support/processes.js";
import { jsonOf, textOf } from "../support/results.js";
import { npmServer, rawServer } from "../support/servers.js";
import { within } from "../support/within.js";

/** The notifications a raw server has got, the handshake's left out. */
async function notificationsOf(client: ReturnType<typeof open>): Promise<string[]> {
  const seen = jsonOf(await client.callTool("raw", "seen")) as string[];
  return seen.filter((method) => /^notifications\/(?!initialized)/.test(method));
}

describe("a tool call", () => {
  it("passes the result on as the server sent it", async () => {
    const client = open({ everything: npmServer("everything") });
    const image = await client.callTool("everything", "get-tiny-image");
    expect(image.content.map(({ type }) => type)).toEqual(["text", "image", "text"]);
    const structured = await client.callTool("everything", "get-structured-content", {
      location: "Chicago",
    });
    expect(structured.structuredContent).toHaveProperty("temperature");
  });

  it("has content, though empty, where the server gave structured content alone", async () => {
    const structuredContent = { id: 7 };
    const handler = () => ({ structuredContent }) as unknown as ToolResult;
    const server = createToolServer("s", [{ name: "take", inputSchema: {}, handler }]);
    const client = open({ s: { server } });
    expect(await client.callTool("s", "take")).toEqual({ content: [], structuredContent });
  });

  it("passes on a result that is marked as an error, and throws an error of the protocol", async () => {
    const client = open({ everything: npmServer("everything"), raw: rawServer() });
    expect(await client.callTool("everything", "get-sum", { a: "x" })).toMatchObject({
      isError: true,
    });
    await expect(client.callTool("raw", "nothing")).rejects.toMatchObject({
      code: "TOOL_FAILED",
      message: "unknown tool nothing",
      details: { server: "raw", tool: "nothing" },
    });
  });

  it.each<[what: string, reason: unknown]>([
    ["without a prototype", Object.create(null)],
    [
      "that cannot be printed",
      {
        toString: () => {
          throw new Error("not to be printed");
        },
      },
    ],
    ["that is a symbol", Symbol("enough")],
  ])("is cancelled for a reason %s", async (_, reason) => {
    const client = open({ raw: rawServer() });
    await client.createSession("raw");
    const abort = new AbortController();
    const options = { signal: abort.signal };
    const call = client.callTool("raw", "sleep", { ms: 60_000 }, options);
    setTimeout(() => abort.abort(reason), 50);
    await expect(call).rejects.toMatchObject({ code: "TOOL_CALL_CANCELLED" });
    expect(await notificationsOf(client)).toEqual(["notifications/cancelled 1"]);
  });

  it("times out by its own limit, and the server hears of it", async () => {
    const client = open({ raw: rawServer() });
    await client.createSession("raw");
    const call = client.callTool("raw", "sleep", { ms: 60_000 }, { timeoutMs: 200 });
    await expect(within(2_000, call)).rejects.toMatchObject({
      code: "TOOL_TIMEOUT",
      details: { server: "raw", tool: "sleep" },
    });
    expect(await notificationsOf(client)).toEqual(["notifications/cancelled 1"]);
  });

  it("times out by the server's limit, and without one may be very long", async () => {
    const client = open({
      short: { ...rawServer(), requestTimeoutMs: 200 },
      long: { ...rawServer(), requestTimeoutMs: 1e12 },
    });
    await expect(client.callTool("short", "sleep", { ms: 60_000 })).rejects.toMatchObject({
      code: "TOOL_TIMEOUT",
    });
    expect(textOf(await client.callTool("long", "sleep", { ms: 300 }))).toBe('"slept"');
  });

  it("is cancelled by a signal, at the server too", async () => {
    const client = open({ raw: rawServer() });
    await client.createSession("raw");
    const abort = new AbortController();
    const call = client.callTool("raw", "sleep", { ms: 60_000 }, { signal: abort.signal });
    setTimeout(() => abort.abort(), 200);
    await expect(call).rejects.toMatchObject({ code: "TOOL_CALL_CANCELLED" });
    expect(await notificationsOf(client)).toEqual(["notifications/cancelled 1"]);
  });

  it("is not made when the signal has fired before", async () => {
    const client = open({ raw: rawServer() });
    const options = { signal: AbortSignal.abort() };
    await expect(client.callTool("raw", "sleep", { ms: 10 }, options)).rejects.toMatchObject({
      code: "TOOL_CALL_CANCELLED",
    });
    expect(jsonOf(await client.callTool("raw", "seen"))).toEqual([
      "initialize",
      "notifications/initialized",
      "tools/call",
    ]);
  });

  it("that has been answered is not cancelled by a signal that fires later", async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on("warning", onWarning);
    const client = open({ raw: rawServer() });
    const abort = new AbortController();
    const { signal } = abort;
    for (let i = 0; i < 50; i++) await client.callTool("raw", "echo", { i }, { signal });
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => client.callTool("raw", "echo", { i }, { signal })),
    );
    abort.abort();
    expect(await notificationsOf(client)).toEqual([]);
    process.off("warning", onWarning);
    expect(warnings).toEqual([]);
  });

  it("that is cancelled leaves alone those beside it, and those that come later", async () => {
    const client = open({ raw: rawServer() });
    await client.createSession("raw");
    const [first, second, third] = [1, 2, 3].map(() => new AbortController());
    const call = (ms: number, abort: AbortController | undefined): Promise<unknown> =>
      client.callTool("raw", "sleep", { ms }, { signal: abort?.signal }).then(textOf);
    const answered = await call(1, first);
    const beside = call(400, second);
    const cancelled = expect(call(60_000, third)).rejects.toMatchObject({
      code: "TOOL_CALL_CANCELLED",
    });
    first?.abort();
    third?.abort();
    await cancelled;
    expect([answered, await beside, await call(1, second)]).toEqual(Array(3).fill('"slept"'));
    second?.abort();
    expect(await notificationsOf(client)).toEqual(["notifications/cancelled 3"]);
  });

  it("lets go of its signal when it is over", async () => {
    const client = open({ raw: rawServer() });
    const call = async (): Promise<WeakRef<AbortSignal>> => {
      const { signal } = new AbortController();
      await client.callTool("raw", "echo", {}, { signal });
      return new WeakRef(signal);
    };
    const signals = await Promise.all(Array.from({ length: 20 }, call));
    await eventually(() => {
      collectGarbage();
      return signals.every((signal) => signal.deref() === undefined);
    });
  });

  it("takes null for no signal", async () => {
    const client = open({ raw: rawServer() });
    const result = await client.callTool("raw", "echo", { a: 1 }, { signal: null as never });
    expect(jsonOf(result)).toEqual({ a: 1 });
  });

  it("reports progress, which puts off the timeout", async () => {
    const client = open({ everything: { ...npmServer("everything"), requestTimeoutMs: 2_500 } });
    await client.createSession("everything").then((session) => session.listTools());
    const steps: ToolProgress[] = [];
    const result = await client.callTool(
      "everything",
      "trigger-long-running-operation",
      { duration: 3, steps: 6 },
      { onProgress: (progress) => steps.push(progress) },
    );
    expect(textOf(result)).toContain("completed");
    expect(steps.map(({ progress, total }) => [progress, total]).slice(0, 5)).toEqual(
      [1, 2, 3, 4, 5].map((step) => [step, 6]),
    );
  });

  it("puts off a timeout of its own by progress that nobody looks at, or an observer that is undefined", async () => {
    const client = open({ raw: rawServer() });
    await client.createSession("raw");
    const calls = [{ timeoutMs: 2_500 }, { timeoutMs: 2_500, onProgress: undefined }].map(
      (options) => client.callTool("raw", "progress", { steps: 6, ms: 500 }, options),
    );
    expect((await Promise.all(calls)).map(textOf)).toEqual(['"done"', '"done"']);
  });

  it.each<[options: object | null, problem: string]>([
    [
      { timeoutMs: Number.NaN },
      "timeoutMs of callTool must be a number of milliseconds above 0, not NaN",
    ],
    [
      { timeoutMs: "500" },
      'timeoutMs of callTool must be a number of milliseconds above 0, not "500"',
    ],
    [{ timeoutMs: -5 }, "timeoutMs of callTool must be a number of milliseconds above 0, not -5"],
    [{ timeoutMs: 0 }, "timeoutMs of callTool must be a number of milliseconds above 0, not 0"],
    [{ timeout: 500 }, 'callTool has the unknown key "timeout". Did you mean "timeoutMs"?'],
    [{ signal: new AbortController() }, "signal of callTool must be an AbortSignal"],
    [{ onProgress: true }, "onProgress of callTool must be a function, not true"],
    [{ meta: ["a"] }, "meta of callTool must be an object, not a"],
    [null, "The options object of callTool must be an object, not null"],
  ])("is not made with the options %j", async (options, problem) => {
    const client = open({ raw: rawServer() });
    await expect(client.callTool("raw", "echo", {}, options as never)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining(problem),
    });
    const calls = (jsonOf(await client.callTool("raw", "seen")) as string[]).slice(2);
    expect(calls).toEqual(["tools/call"]);
  });

  it.each<[args: unknown, problem: string]>([
    ["text", 'its arguments must be an object, not "text"'],
    [[1], "its arguments must be an object, not an array"],
    [
      Promise.resolve({}),
      "its arguments must be an object, not [object Promise]: did you forget await?",
    ],
  ])("is not made with arguments that are no object: %s", async (args, problem) => {
    const client = open({ raw: rawServer() });
    await expect(client.callTool("raw", "echo", args as never)).rejects.toMatchObject({
      code: "TOOL_ARGUMENTS_INVALID",
      message: `echo on "raw" cannot be sent: ${problem}`,
    });
  });

  it("survives an observer of progress that throws", async () => {
    const client = open({ raw: rawServer() });
    const onProgress = (): never => {
      throw new Error("my mistake");
    };
    const call = client.callTool("raw", "progress", { steps: 2, ms: 10 }, { onProgress });
    expect(textOf(await call)).toBe('"done"');
  });

  it("survives an onSend that throws, and so does the end of the client", async () => {
    const client = open({ raw: rawServer() });
    const onSend = (): never => {
      throw new Error("my mistake");
    };
    expect(textOf(await client.callTool("raw", "echo", {}, { onSend }))).toBe("{}");
    const dying = client.callTool("raw", "die", {}, { onSend });
    await expect(dying).rejects.toMatchObject({ code: "SERVER_UNAVAILABLE" });
    await client.createSession("raw");
    await client.close();
  });
});

describe("the handshake", () => {
  it("is never cancelled at the server, not even when it is given up", async () => {
    const client = open({ raw: { ...rawServer("echo-stderr,hang"), connectTimeoutMs: 3_000 } });
    const error = await client.createSession("raw").catch((thrown: Error) => thrown);
    expect(String(error)).toContain("within 3000 ms");
    expect(String(error)).toContain("got initialize");
    expect(String(error)).not.toContain("cancelled");
    await eventually(() => client.getSession("raw") === undefined);
  });
});
