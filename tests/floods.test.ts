/** Code that does too much of what it may do. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createToolServer, type MCPClient } from "@toolweave/core";
import { type E2BStandIn, startE2BStandIn } from "@toolweave/e2b-stand-in";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { open } from "./support/clients.js";
import { StallWatch } from "./support/stall-watch.js";

const MANY = 100_000;
const LONGEST_STALL_MS = 2_000;

function openCounter(executor = "vm"): { client: MCPClient; calls: () => number } {
  let calls = 0;
  const handler = () => {
    calls++;
    return { content: [] };
  };
  const server = createToolServer("s", [{ name: "t", inputSchema: { type: "object" }, handler }]);
  return { client: open({ s: { server } }, { executor }), calls: () => calls };
}

/** Runs code and expects that it neither held up this process nor broke anything. */
async function flood(
  client: MCPClient,
  code: string,
  timeoutMs = 60_000,
): ReturnType<MCPClient["executeCode"]> {
  await client.executeCode("return await s.t()");
  const watch = new StallWatch();
  const outcome = await client.executeCode(code, timeoutMs);
  expect(watch.stop()).toBeLessThan(LONGEST_STALL_MS);
  expect(await client.executeCode("return await s.t()")).toMatchObject({
    result: null,
    error: null,
  });
  return outcome;
}

describe("100,000 calls", () => {
  it("that nobody awaits: no more than allowed are made, and the execution ends", async () => {
    const { client, calls } = openCounter();
    const code = `for (let n = 0; n < ${MANY}; n++) s.t({ n }); return "returned"`;
    const { result, error, tool_calls = [] } = await flood(client, code);
    expect([result, error]).toEqual(["returned", null]);
    expect(tool_calls.length).toBeLessThanOrEqual(1_000);
    expect(calls()).toBeLessThanOrEqual(1_002);
  });

  it("that are awaited: each beyond what is allowed fails", async () => {
    const { client, calls } = openCounter();
    const { result } = await flood(
      client,
      `
        const calls = Array.from({ length: ${MANY} }, (_, n) => s.t({ n }).then(() => "ok", ({ code }) => code));
        const counts = {};
        for (const code of await Promise.all(calls)) counts[code] = (counts[code] ?? 0) + 1;
        return counts;
      `,
    );
    expect(result).toEqual({ ok: 1_000, TOOL_CALL_LIMIT: MANY - 1_000 });
    expect(calls()).toBe(1_002);
  });
});

describe("a gigabyte of logs", () => {
  it("is kept up to the limit, and the rest is counted", async () => {
    const { client } = openCounter();
    const before = process.memoryUsage.rss();
    const { result, logs } = await flood(
      client,
      'const line = "x".repeat(1 << 20); for (let n = 0; n < 1024; n++) console.log(line); return "done"',
    );
    expect(result).toBe("done");
    expect(logs.join("").length).toBeLessThan(2 << 20);
    expect(logs.at(-1)).toMatch(/^\[WARN\] 102\d more lines were not kept/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(500e6);
  });
});

const ENDLESS = {
  searches: 'for (;;) search_tools("what is there").catch(() => {});',
  "searches in bursts": `for (;;) {
    for (let n = 0; n < 500; n++) search_tools("what is there").catch(() => {});
    await new Promise((resolve) => setTimeout(resolve));
  }`,
  "searches for megabytes":
    'const text = "x".repeat(4e6); for (;;) search_tools(text).catch(() => {});',
  "searches that take long": `const text = "ค้นหาสภาพอากาศวันนี้".repeat(700);
    for (let n = 0; n < 400; n++) search_tools(text).catch(() => {});
    await new Promise(() => {});`,
  "calls that are refused": "for (;;) s.nothing().catch(() => {});",
};

let standIn: E2BStandIn;
beforeAll(async () => {
  standIn = await startE2BStandIn();
  process.env["E2B_API_KEY"] = standIn.connection.apiKey;
  process.env["E2B_API_URL"] = standIn.connection.apiUrl;
  process.env["E2B_SANDBOX_URL"] = standIn.connection.sandboxUrl;
});
afterAll(() => standIn?.close());

describe.each(["vm", "quickjs", "e2b"])("without end, in %s,", (executor) => {
  it.each(Object.entries(ENDLESS))("%s end with the execution", async (_name, code) => {
    const { client } = openCounter(executor);
    const started = performance.now();
    const { error } = await flood(client, code, 1_000);
    expect(error).not.toBeNull();
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

/** Runs code in a host with little memory of its own. */
function inSmallHost(executor: string, code: string, timeoutMs: number): Record<string, unknown> {
  const host = fileURLToPath(new URL("./fixtures/small-host.mjs", import.meta.url));
  const args = ["--max-old-space-size=256", host, executor, code, String(timeoutMs)];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

describe.each(["vm", "quickjs"])("a host with little memory, in %s,", (executor) => {
  it("lives on though calls wait whose arguments have a gigabyte together", () => {
    const code = `
      const codes = {};
      const text = "x".repeat(4e6);
      for (let n = 0; n < 250; n++) {
        s.tool_1({ text }).catch(({ code }) => (codes[code] = (codes[code] ?? 0) + 1));
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return codes;`;
    const { result, next } = inSmallHost(executor, code, 60_000);
    expect((result as Record<string, number>)["TOOL_CALL_LIMIT"]).toBeGreaterThan(200);
    expect(next).toBe("alive");
  });

  it("lives on though nobody reads what is found", () => {
    const code = 'for (let n = 0; n < 40_000; n++) search_tools("", "full"); for (;;);';
    const outcome = inSmallHost(executor, code, 5_000);
    expect(outcome).toMatchObject({ code: expect.stringMatching(/TIMEOUT|MEMORY/), next: "alive" });
    expect(outcome["megabytes"]).toBeLessThan(900);
  });
});

describe("a result whose getters throw", () => {
  it("ends in no error: what they threw stands where the values would", async () => {
    const { client } = openCounter();
    const { result, error } = await flood(
      client,
      `
        const boom = () => { throw new Error("boom") };
        const thrower = () => ({ get a() { return boom() }, b: 1 });
        return { many: Array.from({ length: 1_000 }, thrower), get c() { return boom() }, toString: boom };
      `,
    );
    expect(error).toBeNull();
    const { many, c } = result as { many: object[]; c: unknown };
    expect(many).toHaveLength(1_000);
    expect(many[0]).toMatchObject({ a: expect.stringContaining("boom"), b: 1 });
    expect(c).toContain("boom");
  });
});
