import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { CodeModeConfig, ServerConfig } from "@toolweave/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { carelessServer } from "./support/careless-server.js";
import { open } from "./support/clients.js";
import { type Answer, Busy, FlakyServer } from "./support/flaky-server.js";

const OK: Answer = { content: [{ type: "text", text: "at last" }] };
const FAILED: Answer = { content: [{ type: "text", text: "no such file" }], isError: true };
const THREE: CodeModeConfig = { retry: { attempts: 3 } };

async function run(
  script: Answer[],
  code: string,
  settings: CodeModeConfig = THREE,
  config: Partial<ServerConfig> = {},
) {
  const server = await FlakyServer.start(...script);
  const client = open({ flaky: { ...config, url: server.url } }, settings);
  const result = await client.executeCode(code);
  return { ...result, server };
}

describe("retries", () => {
  it.each<[title: string, failure: Answer]>([
    ["HTTP 503", 503],
    ["HTTP 500", 500],
    ["HTTP 429", 429],
    ["a lost connection", "cut"],
  ])(
    "make a call of a read-only tool again after %s, and the record says so",
    async (_, failure) => {
      const { result, tool_calls, server } = await run(
        [failure, failure, OK],
        "return flaky.read()",
      );
      expect(result).toBe("at last");
      expect(server.calls).toHaveLength(3);
      expect(tool_calls).toMatchObject([{ tool: "read", status: "ok", attempts: 3 }]);
    },
  );

  it("make a call again that was not answered in time", async () => {
    const config = { requestTimeoutMs: 1_500 };
    const { result, server } = await run(["never", OK], "return flaky.put()", THREE, config);
    expect(result).toBe("at last");
    expect(server.calls).toHaveLength(2);
  });

  it("wait between attempts, longer each time", async () => {
    const { server } = await run([503], "return flaky.read()", { retry: { attempts: 4 } });
    const [first = 0, second = 0, third = 0, fourth = 0] = server.calls.map(({ at }) => at);
    expect(second - first).toBeGreaterThan(90);
    expect(third - second).toBeGreaterThan(190);
    expect(fourth - third).toBeGreaterThan(390);
  });

  it.each([
    ["HTTP 429 in seconds", () => new Busy(429, () => "1"), 1_000],
    [
      "HTTP 503 with a date",
      () => new Busy(503, () => new Date(Date.now() + 2_500).toUTCString()),
      1_000,
    ],
  ])("wait for as long as a server asks by %s", async (_, busy, ms) => {
    const { result, server } = await run([busy(), OK], "return flaky.read()");
    expect(result).toBe("at last");
    const [first = 0, second = 0] = server.calls.map(({ at }) => at);
    expect(second - first).toBeGreaterThan(ms - 20);
  });

  it("are not made where a server asks for more time than anybody would wait", async () => {
    const { error, server } = await run([new Busy(429, () => "120"), OK], "return flaky.read()");
    expect(error).toContain("HTTP 429); it may be asked again in 120 s");
    expect(server.calls).toHaveLength(1);
  });

  it("do not take another number in Retry-After for a reason to wait", async () => {
    const { result, server } = await run(
      [new Busy(500, () => "20"), new Busy(429, () => "soon"), OK],
      "return flaky.read()",
    );
    expect(result).toBe("at last");
    expect(server.calls).toHaveLength(3);
  });

  it("end after the last attempt with an error that says how many they were", async () => {
    const { error, error_details, tool_calls } = await run([503], "await flaky.read()");
    expect(error_details?.code).toBe("SERVER_UNAVAILABLE");
    expect(error).toContain("HTTP 503");
    expect(error).toContain("It was tried 3 times.");
    expect(tool_calls).toMatchObject([{ status: "error", attempts: 3 }]);
    expect(tool_calls?.[0]?.error).toContain("It was tried 3 times.");
  });

  it.each<[title: string, script: Answer[], code: string, settings: CodeModeConfig]>([
    ["where they are not asked for", [503, OK], "flaky.read()", {}],
    ["with one attempt", [503, OK], "flaky.read()", { retry: { attempts: 1 } }],
    ["for a tool that promises nothing", [503, OK], "flaky.post()", THREE],
    [
      "for a tool that promises nothing, by its raw name",
      [503, OK],
      'globalThis["flaky"]["post"]()',
      THREE,
    ],
    ["after a result that is an error", [FAILED, OK], "flaky.read()", THREE],
    ["after HTTP 400", [400, OK], "flaky.read()", THREE],
    ["after HTTP 403", [403, OK], "flaky.read()", THREE],
    [
      "after the time of a call",
      ["never", OK],
      "flaky.read()",
      { ...THREE, limits: { toolTimeoutMs: 500 } },
    ],
  ])("are not made %s", async (_, script, code, settings) => {
    const { error, tool_calls, server } = await run(script, `return ${code}`, settings);
    expect(error).not.toBeNull();
    expect(error).not.toContain("tried");
    expect(server.calls).toHaveLength(1);
    expect(tool_calls?.[0]).not.toHaveProperty("attempts");
  });

  it("are not made of a call that was denied", async () => {
    const policy = { rules: [{ match: "flaky.*", action: "deny" as const }] };
    const { error_details, server } = await run([503, OK], "return flaky.read()", {
      ...THREE,
      policy,
    });
    expect(error_details?.code).toBe("POLICY_DENIED");
    expect(server.calls).toEqual([]);
  });

  it("ask a person once for all attempts", async () => {
    let asked = 0;
    const approve = (): boolean => ++asked > 0;
    const policy = { default: "ask" as const, approve };
    const { result } = await run([503, 503, OK], "return flaky.read()", { ...THREE, policy });
    expect(result).toBe("at last");
    expect(asked).toBe(1);
  });

  it("end with the time of the call, pauses included", async () => {
    const settings = { retry: { attempts: 10 }, limits: { toolTimeoutMs: 2_000 } };
    const { error_details, tool_calls } = await run([503], "await flaky.read()", settings);
    expect(error_details?.code).toBe("TOOL_TIMEOUT");
    expect(tool_calls?.[0]?.attempts).toBeGreaterThan(1);
    expect(tool_calls?.[0]?.duration_ms).toBeLessThan(10_000);
    const { attempts, error } = tool_calls?.[0] ?? {};
    expect(error).toContain("flaky.read did not succeed within 2000 ms");
    expect(error).toContain(`It was tried ${attempts} times. The last failure: `);
    expect(error).toContain("HTTP 503");
  });

  it("tell what failed where the time of the call ends before the first of them", async () => {
    const limits = { toolTimeoutMs: 1_500 };
    const { error_details } = await run([new Busy(503, () => "20"), OK], "await flaky.read()", {
      ...THREE,
      limits,
    });
    expect(error_details?.code).toBe("TOOL_TIMEOUT");
    expect(error_details?.message).toContain("did not succeed within 1500 ms");
    expect(error_details?.message).toMatch(/It was tried once\. The last failure: .*HTTP 503/);
  });

  it("do not outlive the execution", async () => {
    const settings = { retry: { attempts: 10 } };
    const code =
      "flaky.read().catch(() => {}); await new Promise((resolve) => setTimeout(resolve, 50))";
    const { server } = await run([503], code, settings);
    const atEnd = server.calls.length;
    await delay(1_000);
    expect(server.calls).toHaveLength(atEnd);
  });

  it("reach a server that was killed and is started anew", async () => {
    const folder = mkdtempSync(join(tmpdir(), "toolweave-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const client = open({ s: carelessServer({ GRAVE: join(folder, "grave") }) }, THREE);
    const { result, tool_calls } = await client.executeCode("return await s.die_once()");
    expect(result).toBe("risen");
    expect(tool_calls).toMatchObject([{ status: "ok", attempts: 2 }]);
  });

  it.each([0, 1.5, 11, "3", undefined])("refuse %j as the number of attempts", (attempts) => {
    expect(() => open({}, { retry: { attempts } as never })).toThrow(
      expect.objectContaining({
        code: "CONFIG_INVALID",
        message: expect.stringContaining(
          "codeMode.retry.attempts must be a whole number from 1 to 10",
        ),
      }),
    );
  });
});
