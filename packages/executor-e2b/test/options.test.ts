import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import type { E2BExecutorOptions } from "@toolweave/core";
import { E2BCodeExecutor } from "@toolweave/executor-e2b";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { Benches, pause, until } from "./support/bench.js";

const folder = mkdtempSync(join(tmpdir(), "toolweave-e2b-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const old = join(folder, "node");
writeFileSync(old, "#!/bin/sh\necho v20.9.0\n");
chmodSync(old, 0o755);

const benches = new Benches({ templates: { python: { node: false }, old: { node: old } } });

describe("the template", () => {
  it.each([
    ["python", "has no Node.js"],
    ["old", "Node.js is v20.9.0"],
  ])("%s is refused when it is first used, since it %s", async (template, reason) => {
    const { client } = benches.open({ template });
    const { error_details: details } = await client.executeCode("return 1");
    expect(details?.code).toBe("SANDBOX_START_FAILED");
    expect(details?.message).toContain(reason);
    expect(details?.message).toContain("code-interpreter-v1");
    await until(() => benches.alive().length === 0);
  });

  it("that does not exist is an error with the service's reason", async () => {
    const { client } = benches.open({ template: "nosuchtemplate" });
    expect((await client.executeCode("return 1")).error).toContain("nosuchtemplate");
  });
});

describe("options", () => {
  const key = process.env["E2B_API_KEY"];
  beforeEach(() => {
    delete process.env["E2B_API_KEY"];
  });
  afterEach(() => {
    if (key === undefined) delete process.env["E2B_API_KEY"];
    else process.env["E2B_API_KEY"] = key;
  });

  it("need an API key, or E2B_API_KEY", () => {
    const make = (): E2BCodeExecutor => new E2BCodeExecutor();
    expect(make).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
    expect(make).toThrow("E2B_API_KEY");
    process.env["E2B_API_KEY"] = "e2b_from_the_environment";
    expect(make).not.toThrow();
  });

  it.each([
    [{ timeoutMs: 10 }, "executorOptions.timeoutMs"],
    [{ executionTimeoutMs: 0 }, "executorOptions.executionTimeoutMs"],
    [{ memoryLimitMb: 1 }, "executorOptions.memoryLimitMb"],
    [{ pool: { max: 0 } }, "executorOptions.pool.max"],
    [{ pool: { idleMs: -1 } }, "executorOptions.pool.idleMs"],
    [{ timeoutMs: Number.POSITIVE_INFINITY }, "executorOptions.timeoutMs"],
    [{ timeoutMs: 90 * 86_400_000 }, "executorOptions.timeoutMs"],
    [{ headers: { "X-Team": "red\nblue" } }, "executorOptions.headers.X-Team"],
    [{ headers: { "X Team": "red" } }, 'headers has "X Team", which is no header\'s name'],
    [{ headers: { "": "red" } }, 'executorOptions.headers has ""'],
    [{ allowInternetAccess: "false" }, 'allowInternetAccess must be true or false, not "false"'],
    [{ keepAlive: 1 }, "executorOptions.keepAlive must be true or false, not 1"],
    [{ sandboxId: "" }, 'executorOptions.sandboxId must be a text that is not empty, not ""'],
    [{ template: 5 }, "executorOptions.template"],
    [{ domain: {} }, "executorOptions.domain"],
    [{ headers: "x" }, "executorOptions.headers must be an object of texts"],
    [{ envs: { PORT: 80 } }, "executorOptions.envs must be an object of texts"],
    [{ metadata: ["a"] }, "executorOptions.metadata must be an object of texts, not an array"],
    [{ onSandbox: "log" }, "executorOptions.onSandbox must be a function"],
  ])("%j are refused by name", (options, name) => {
    const given = { apiKey: "e2b_key", ...options } as E2BExecutorOptions;
    expect(() => new E2BCodeExecutor(undefined, given)).toThrow(name);
  });

  it("that cannot be sent are refused before they are shown to anybody", () => {
    const apiKey = "e2b_broken\nby_a_line_break";
    let refusal: unknown;
    try {
      new E2BCodeExecutor(undefined, { apiKey });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: "CONFIG_INVALID" });
    expect(inspect(refusal)).toContain("executorOptions.apiKey");
    expect(inspect(refusal)).not.toContain("by_a_line_break");
  });

  it("reach the service: metadata, template, environment, network, headers", async () => {
    const { client } = benches.open({
      template: "base",
      metadata: { team: "red" },
      envs: { LANGUAGE: "en" },
      allowInternetAccess: false,
      headers: { "X-Request-Source": "tests" },
    });
    expect((await client.executeCode("return 1")).result).toBe(1);
    const [creation] = benches.standIn.received();
    expect(JSON.parse(creation?.body ?? "")).toMatchObject({
      templateID: "base",
      metadata: { team: "red" },
      envVars: { LANGUAGE: "en" },
      allow_internet_access: false,
    });
    expect(creation?.headers["x-request-source"]).toBe("tests");
  });

  it("of onSandbox: an error there ends the sandbox, and is told", async () => {
    const { client } = benches.open({
      onSandbox: () => {
        throw new Error("no files today");
      },
    });
    expect((await client.executeCode("return 1")).error).toContain("no files today");
    await client.close();
    expect(benches.alive()).toEqual([]);
  });
});

describe("onSandbox", () => {
  it("that never comes to its end keeps nobody from closing, and its sandbox is killed", async () => {
    const { client } = benches.open({ onSandbox: () => new Promise(() => {}) });
    const execution = client.executeCode("return 1");
    await until(() => benches.alive().length > 0);
    await client.close();
    expect((await execution).error_details?.code).toBe("EXECUTOR_CLOSED");
    expect(benches.alive()).toEqual([]);
  });

  it("that fails because its sandbox was killed meanwhile leaves nothing unhandled", async () => {
    const unhandled: unknown[] = [];
    process.on("unhandledRejection", (reason) => unhandled.push(reason));
    const { client } = benches.open({ onSandbox: (sandbox) => sandbox.commands.run("sleep 60") });
    const execution = client.executeCode("return 1");
    await until(() => benches.pids().length > 0);
    await client.close();
    await execution;
    await pause(200);
    expect(unhandled).toEqual([]);
  });

  it("may take longer than a sandbox lives unused", async () => {
    const { client } = benches.open({ timeoutMs: 2_500, onSandbox: () => pause(4_000) });
    expect((await client.executeCode("return 1")).result).toBe(1);
    expect(benches.standIn.sandboxes().created).toBe(1);
  });
});

it("starts a process with a command that fits into the 128 KiB of one argument", async () => {
  const { client } = benches.open();
  await client.executeCode("return 1");
  const start = benches.standIn.received().find(({ request }) => request.endsWith("Process/Start"));
  expect(start?.body).toContain("exec env -i");
  expect(start?.body.length).toBeLessThan(120 * 1024);
});
