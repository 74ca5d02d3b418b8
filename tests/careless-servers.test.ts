/** Servers that break the protocol or their own promises, as the model's code finds them. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { carelessServer } from "./support/careless-server.js";
import { open } from "./support/clients.js";

const TOLD = "catch(({ code, message }) => ({ code, message }))";
const SANE = { result: { a: 1 }, error: null };

describe("a server that answers carelessly", () => {
  const failures: unknown[] = [];
  const note = (error: unknown): void => void failures.push(error);
  beforeEach(() => {
    failures.length = 0;
    process.on("unhandledRejection", note).on("uncaughtException", note);
  });
  afterEach(() => {
    process.off("unhandledRejection", note).off("uncaughtException", note);
    expect(failures).toEqual([]);
  });

  it("after the cancellation: nobody hears of it, and later calls get answers of their own", async () => {
    const client = open({ s: carelessServer() }, { limits: { toolTimeoutMs: 2_500 } });
    const { result } = await client.executeCode(`
      const late = await s.late().${TOLD};
      return { code: late.code, next: [await s.echo({ n: 1 }), await s.echo({ n: 2 })], seen: await s.received() };
    `);
    expect(result).toEqual({
      code: "TOOL_TIMEOUT",
      next: [{ n: 1 }, { n: 2 }],
      seen: [expect.stringMatching(/^cancelled \d+$/)],
    });
    await client.executeCode("s.late(); await s.echo({}); return 1");
    expect(await client.executeCode("return await s.echo({ a: 1 })")).toMatchObject(SANE);
  });

  it("twice, and to requests that nobody made: the first answer counts", async () => {
    const client = open({ s: carelessServer() });
    const { result } = await client.executeCode(`
      return [await s.twice(), await s.echo({ n: 1 }), await s.twice(), await s.echo({ n: 2 })];
    `);
    expect(result).toEqual(["first", { n: 1 }, "first", { n: 2 }]);
  });

  it("never: the deadline ends the execution, names the call and cancels it", async () => {
    const client = open({ s: carelessServer() });
    await client.executeCode("await s.echo({ n: 1 })");
    const { error, error_details, tool_calls } = await client.executeCode("await s.never()", 1_500);
    expect(error_details?.code).toBe("EXECUTION_TIMEOUT");
    expect(error).toContain("Still under way: s.never");
    expect(tool_calls).toMatchObject([{ status: "cancelled" }]);
    const { result } = await client.executeCode("return (await s.received()).length");
    expect(result).toBe(1);
  });

  it("with what is nested beyond all measure: the code is told so, and goes on", async () => {
    const { result, tool_calls } = await open({ s: carelessServer() }).executeCode(
      `return [await s.nested({ levels: 1e5 }).${TOLD}, await s.echo({ n: 1 })]`,
    );
    const message = "the result of the call cannot be passed on: it is nested too deeply";
    expect(result).toEqual([{ code: "TOOL_FAILED", message }, { n: 1 }]);
    expect(tool_calls).toMatchObject([{ tool: "nested", status: "error" }, { status: "ok" }]);
  });

  it("with content of an unknown kind, or with what is no base64: the code gets it as it is", async () => {
    const { result } = await open({ s: carelessServer() }).executeCode(
      "return [await s.odd_content(), await s.bad_base64()]",
    );
    expect(result).toEqual([
      [{ type: "hologram", depth: [3] }, "beside it"],
      { type: "image", data: "*no base64*", mimeType: "image/png" },
    ]);
  });

  it("with 50 MB: the code gets them", async () => {
    const client = open({ s: carelessServer() });
    const code =
      "const text = await s.big({ bytes: 50e6 }); return [text.length, /^x*$/.test(text)]";
    const { result, error } = await client.executeCode(code, 60_000);
    expect(error).toBeNull();
    expect(result).toEqual([50e6, true]);
  });

  it("with more than a message may have: the call fails and says so, and the next execution works", async () => {
    const client = open({ s: carelessServer() });
    const { error_details } = await client.executeCode("await s.big({ bytes: 200e6 })", 60_000);
    expect(error_details).toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringContaining("it sent a message of more than 134217728 bytes"),
    });
    expect(await client.executeCode("return await s.echo({ a: 1 })")).toMatchObject(SANE);
  });

  it("with bytes that are no UTF-8: they are marked, and the rest is whole", async () => {
    const { result } = await open({ s: carelessServer() }).executeCode("return await s.bad_utf8()");
    expect(result).toBe("<\uFFFD>");
  });

  it("with what is no JSON: the call waits for its time, and the server stays", async () => {
    const client = open({ s: carelessServer() }, { limits: { toolTimeoutMs: 2_500 } });
    const { result } = await client.executeCode(
      `const pid = await s.pid(); return [(await s.not_json().${TOLD}).code, pid === await s.pid()]`,
    );
    expect(result).toEqual(["TOOL_TIMEOUT", true]);
  });

  it.each<[result: unknown, value: unknown]>([
    [{}, null],
    [{ content: null }, null],
    [{ content: "a text" }, "a text"],
    [{ content: '{"a":1}' }, { a: 1 }],
    [{ content: { type: "text", text: "one block" } }, "one block"],
    [{ content: [null, 5] }, [null, 5]],
    [{ content: [{ type: "text" }] }, { type: "text" }],
    [{ content: [{ type: "text", text: "a" }], structuredContent: null }, "a"],
    [{ content: [], structuredContent: [1, 2] }, [1, 2]],
    [{ content: [], structuredContent: "text" }, "text"],
    [{ content: [{ type: "text", text: "a" }], isError: "no" }, "a"],
  ])("with the result %j: the code gets %j", async (answer, value) => {
    const code = `return [await s.answers({ result: ${JSON.stringify(answer)} })]`;
    const { result, error } = await open({ s: carelessServer() }).executeCode(code);
    expect(error).toBeNull();
    expect(result).toEqual([value]);
  });

  it("with an error whose content is nested without end: the call fails with its message", async () => {
    const client = open({ s: carelessServer() });
    const code =
      "try { await s.deep_error() } catch ({ message, content }) { return [message, content] }";
    expect(await client.executeCode(code)).toMatchObject({
      result: ["no paper", null],
      error: null,
    });
    expect(await client.executeCode("return await s.echo({ a: 1 })")).toMatchObject(SANE);
  });

  it.each([null, 5, "text", [1]])("with %j for a result: the call fails", async (answer) => {
    const code = `await s.answers({ result: ${JSON.stringify(answer)} })`;
    const { error_details } = await open({ s: carelessServer() }).executeCode(code);
    expect(error_details?.code).toBe("TOOL_FAILED");
  });
});

describe("a server that dies", () => {
  it("in the midst of a call: the call fails with its last words, and the next execution works", async () => {
    const client = open({ s: carelessServer() });
    const before = (await client.executeCode("return await s.pid()")).result;
    const { error, error_details } = await client.executeCode("\nawait s.die()");
    expect(error_details).toMatchObject({ code: "SERVER_UNAVAILABLE", name: "ToolError", line: 2 });
    expect(error).toContain("exit code 3");
    expect(error).toContain("line 30 of the last words\nfatal: out of paper");
    expect(error).not.toContain("line 20 ");
    const after = await client.executeCode("return await s.pid()");
    expect(after.error).toBeNull();
    expect(after.result).not.toBe(before);
  });

  it("by SIGKILL under 50 calls: each fails soon with one clear message, and the next execution works", async () => {
    const client = open({ s: carelessServer() }, { limits: { maxConcurrentToolCalls: 100 } });
    let killed = 0;
    const { result } = await client.executeCode(
      `
        const outcomes = Promise.allSettled(Array.from({ length: 50 }, () => s.never()));
        console.log(await s.pid());
        return (await outcomes).map(({ reason }) => reason.code + " " + reason.message);
      `,
      {
        onLog: (pid) => {
          killed = performance.now();
          process.kill(Number(pid), "SIGKILL");
        },
      },
    );
    expect(performance.now() - killed).toBeLessThan(10_000);
    expect(result).toHaveLength(50);
    const [message, ...others] = new Set(result as string[]);
    expect(others).toEqual([]);
    expect(message).toMatch(/^SERVER_UNAVAILABLE The server "s" is gone .*SIGKILL/s);
    expect(await client.executeCode("return await s.echo({ a: 1 })")).toMatchObject(SANE);
  });
});
