import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { eventually, isRunning } from "../support/processes.js";
import { pidOf, textOf } from "../support/results.js";
import { rawServer } from "../support/servers.js";
import { tempFolder } from "../support/temp-folder.js";
import { within } from "../support/within.js";

/** A client with a bad server and a good one. */
function beside(bad: ReturnType<typeof rawServer>): ReturnType<typeof open> {
  return open({ bad, good: rawServer() });
}

async function failureOf(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  return work.then(
    () => expect.fail("it did not fail"),
    (error) => error,
  );
}

describe("a server that does not come up", () => {
  it.each<[title: string, bad: ReturnType<typeof rawServer>, says: string[]]>([
    [
      "ends at once",
      rawServer("exit", "3"),
      ["its process ended during the handshake", "exit code 3", "cannot find my config"],
    ],
    [
      "hangs in initialize",
      { ...rawServer("hang"), connectTimeoutMs: 1_000 },
      ["did not answer within 1000 ms"],
    ],
    [
      "writes garbage instead of MCP",
      { ...rawServer("garbage"), connectTimeoutMs: 4_000 },
      ["did not answer within 4000 ms", "<html>no MCP</html>"],
    ],
    ["refuses initialize", rawServer("refuse"), ["no licence"]],
    ["speaks another protocol version", rawServer("old"), ["1999-01-01"]],
    [
      "is a command that does not exist",
      { command: "no-such-command-anywhere" },
      ['the command "no-such-command-anywhere" was not found'],
    ],
    [
      "is a command with arguments in it",
      { command: "no-such-command --stdio" },
      ['"no-such-command --stdio" was not found; if there are arguments', 'belong in "args"'],
    ],
    [
      "is a command that a shell would have to expand",
      { command: "~/no/such/command" },
      ['was not found; no shell expands "~", write'],
    ],
    [
      "has a cwd that a shell would have to expand",
      { ...rawServer(), cwd: "~/no/such/folder" },
      ['does not exist; no shell expands "~", write'],
    ],
    [
      "has a cwd that does not exist",
      { ...rawServer(), cwd: "/no/such/folder" },
      ['its cwd "/no/such/folder" does not exist'],
    ],
    [
      "has a variable with a null byte",
      { ...rawServer(), env: { TOKEN: "secret\0" } },
      ["a variable of its env has a null byte"],
    ],
    [
      "is a file that may not be executed",
      { command: fileURLToPath(new URL("../fixtures/raw-server.mjs", import.meta.url)) },
      ["may not be executed"],
    ],
  ])("that %s is named with the reason, and the others work", async (_, bad, says) => {
    const client = beside(bad);
    expect(Object.keys(await client.createAllSessions())).toEqual(["good"]);
    const failures = client.getFailedServers();
    expect(Object.keys(failures)).toEqual(["bad"]);
    expect(failures["bad"]).toMatchObject({ code: "SERVER_UNAVAILABLE" });
    for (const words of ['The server "bad" could not be connected', ...says]) {
      expect(failures["bad"]?.message).toContain(words);
    }
    expect(failures["bad"]?.message).not.toContain("secret");
    expect(textOf(await client.callTool("good", "echo", { a: 1 }))).toBe('{"a":1}');
  });

  it("is tried again on next use", async () => {
    process.env["TOOLWEAVE_TEST_BEHAVIOUR"] = "exit";
    const client = open({ late: rawServer(`\${TOOLWEAVE_TEST_BEHAVIOUR}`, "1") });
    await expect(client.createSession("late")).rejects.toThrow("exit code 1");
    process.env["TOOLWEAVE_TEST_BEHAVIOUR"] = "good";
    await client.createSession("late");
    expect(client.getFailedServers()).toEqual({});
  });

  it("leaves no process behind when it hangs, deaf to SIGTERM", async () => {
    const starts = join(tempFolder(), "starts");
    const bad = { ...rawServer("hang,stubborn"), connectTimeoutMs: 3_000, env: { STARTS: starts } };
    await expect(open({ bad }).createSession("bad")).rejects.toThrow("within 3000 ms");
    expect(isRunning(Number(readFileSync(starts, "utf8")))).toBe(false);
  });
});

describe("a server that writes to stdout what is no MCP before it answers", () => {
  it("is borne", async () => {
    const client = open({ chatty: rawServer("chatty") });
    expect(textOf(await client.callTool("chatty", "echo", {}))).toBe("{}");
  });
});

describe("a server that answers in batches, as an older version of the protocol has them", () => {
  it("is understood", async () => {
    const client = open({ batch: rawServer("batch") });
    expect(textOf(await client.callTool("batch", "echo", { a: 1 }))).toBe('{"a":1}');
  });
});

describe("a server that says many times in a row that its tools changed", () => {
  it("holds up no call", async () => {
    const client = open({ raw: rawServer() });
    await client.createSession("raw");
    const started = performance.now();
    expect(textOf(await client.callTool("raw", "repeat", { times: 500_000 }))).toBe('"said"');
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

describe("a server whose answers are broken", () => {
  it("is quoted where what it wrote may have been the answer that did not come", async () => {
    const client = open({ raw: { ...rawServer(), requestTimeoutMs: 2_000 } });
    await expect(client.callTool("raw", "babble")).rejects.toMatchObject({
      code: "TOOL_TIMEOUT",
      message: expect.stringMatching(/within 2000 ms .* no MCP: "panic: out of paper"$/),
    });
  });

  it("is not quoted with what it wrote before the call", async () => {
    const client = open({ raw: { ...rawServer("chatty"), requestTimeoutMs: 2_000 } });
    await expect(client.callTool("raw", "sleep", { ms: 60_000 })).rejects.toMatchObject({
      code: "TOOL_TIMEOUT",
      message: expect.stringMatching(/requestTimeoutMs\)$/),
    });
    await expect(client.callTool("raw", "babble")).rejects.toMatchObject({
      code: "TOOL_TIMEOUT",
      message: expect.stringMatching(/no MCP: "panic: out of paper"$/),
    });
  });

  it("passes over null in place of what a result does not have", async () => {
    const client = open({ raw: rawServer() });
    expect(textOf(await client.callTool("raw", "nulls"))).toBe('"ok"');
  });

  it("fails a call at once whose result is null", async () => {
    const client = open({ raw: rawServer() });
    await expect(client.callTool("raw", "null")).rejects.toMatchObject({
      code: "TOOL_FAILED",
      message: expect.stringContaining("not valid JSON-RPC"),
    });
    expect(textOf(await client.callTool("raw", "echo", {}))).toBe("{}");
  });

  it.each([-32000, -32001, -32603])(
    "keeps its session when it answers with the error code %d",
    async (code) => {
      const client = open({ raw: rawServer() });
      const pid = await pidOf(client, "raw");
      await expect(
        client.callTool("raw", "fail", { code, message: "not today" }),
      ).rejects.toMatchObject({ code: "TOOL_FAILED", message: "not today" });
      expect(await pidOf(client, "raw")).toBe(pid);
    },
  );

  it("may write a byte order mark before its first answer", async () => {
    const client = open({ raw: { ...rawServer("marked"), connectTimeoutMs: 20_000 } });
    expect(textOf(await client.callTool("raw", "echo", { n: 1 }))).toBe('{"n":1}');
  });

  it("may send a result of 20 MB", async () => {
    const client = open({ raw: rawServer() });
    const started = performance.now();
    const text = textOf(await client.callTool("raw", "big", { bytes: 20_000_000 }));
    expect(text).toHaveLength(10_000_000);
    expect(new Set(text)).toEqual(new Set("é"));
    expect(performance.now() - started).toBeLessThan(50_000);
  });

  it("is ended when it sends a line without end", async () => {
    const client = open({ bad: { ...rawServer("endless-line"), connectTimeoutMs: 50_000 } });
    await expect(client.createSession("bad")).rejects.toThrow("more than 134217728 bytes");
  });
});

describe("a server that dies", () => {
  it("during a call fails the call with its last words, and is started anew on next use", async () => {
    const client = open({ raw: rawServer(), other: rawServer() });
    const pid = await pidOf(client, "raw");
    const error = await within(20_000, failureOf(client.callTool("raw", "die", { code: 7 })));
    expect(error.code).toBe("SERVER_UNAVAILABLE");
    expect(error.message).toContain('The server "raw" is gone');
    expect(error.message).toContain("exit code 7");
    expect(error.message).toContain("fatal: the disk is on fire");
    expect(await pidOf(client, "raw")).not.toBe(pid);
    expect(textOf(await client.callTool("other", "echo", {}))).toBe("{}");
  });

  it("by SIGKILL fails the 50 calls under way, and no other", async () => {
    const client = open({ raw: rawServer(), other: rawServer() });
    const [pid] = await Promise.all([pidOf(client, "raw"), client.createSession("other")]);
    const calls = Array.from({ length: 50 }, () => client.callTool("raw", "sleep", { ms: 60_000 }));
    const others = Array.from({ length: 50 }, (_, i) => client.callTool("other", "echo", { i }));
    const outcomes = Promise.allSettled(calls);
    await client.callTool("raw", "echo");
    process.kill(pid, "SIGKILL");
    for (const outcome of await within(20_000, outcomes)) {
      expect(outcome).toMatchObject({
        status: "rejected",
        reason: { code: "SERVER_UNAVAILABLE", message: expect.stringContaining("SIGKILL") },
      });
    }
    expect(await Promise.all(others)).toHaveLength(50);
    expect(await pidOf(client, "raw")).not.toBe(pid);
  });

  it("between calls is started anew on next use", async () => {
    const client = open({ raw: rawServer() });
    const pid = await pidOf(client, "raw");
    process.kill(pid, "SIGKILL");
    await eventually(() => client.getSession("raw") === undefined);
    expect(isRunning(pid)).toBe(false);
    expect(await pidOf(client, "raw")).not.toBe(pid);
  });

  it("to its client alone, by closing its stdout, counts as dead", async () => {
    const client = open({ raw: rawServer() });
    const pid = await pidOf(client, "raw");
    await expect(within(20_000, client.callTool("raw", "hush"))).rejects.toMatchObject({
      code: "SERVER_UNAVAILABLE",
      message: expect.stringContaining("exit code 0"),
    });
    expect(await pidOf(client, "raw")).not.toBe(pid);
  });

  it("while what it has started holds its pipes open counts as dead", async () => {
    const client = open({ raw: rawServer("leaky") });
    const pid = await pidOf(client, "raw");
    const call = client.callTool("raw", "sleep", { ms: 60_000 });
    process.kill(pid, "SIGKILL");
    await expect(within(5_000, call)).rejects.toMatchObject({ code: "SERVER_UNAVAILABLE" });
  });
});

describe("stderr", () => {
  it("is kept, the last 64 KB of it", async () => {
    const noise = `first\n${"x".repeat(70_000)}\nlast words`;
    const client = open({ raw: { ...rawServer(), env: { WORDS: noise } } });
    const session = await client.createSession("raw");
    await eventually(() => session.stderr.endsWith("last words"));
    expect(session.stderr.length).toBe(64 * 1024);
  });
});
