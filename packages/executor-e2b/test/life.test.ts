import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Sandbox } from "@e2b/code-interpreter";
import { MCPClient } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { Benches, pause, until } from "./support/bench.js";

const benches = new Benches();

describe("a sandbox", () => {
  it("is made when it is first needed, and used for one execution after the other", async () => {
    const { client } = benches.open();
    expect(benches.standIn.sandboxes().created).toBe(0);
    for (const n of [1, 2, 3]) {
      const { result } = await client.executeCode(`globalThis.n ??= ${n}; return n`);
      expect(result).toBe(n);
    }
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 1, alive: 1 });
  });

  it("gives each execution a process of its own, and ends it afterwards", async () => {
    const { client } = benches.open();
    await client.executeCode("return 1");
    await until(() => benches.pids().length === 1);
    const [before] = benches.pids();
    await client.executeCode("return 2");
    await until(() => benches.pids().length === 1 && benches.pids()[0] !== before);
  });

  it("keeps its files between executions", async () => {
    const sandboxes: Sandbox[] = [];
    const { client } = benches.open({
      onSandbox: async (sandbox) => {
        sandboxes.push(sandbox);
        await sandbox.files.write("notes.txt", "kept");
      },
    });
    await client.executeCode("return 1");
    await client.executeCode("return 2");
    expect(sandboxes).toHaveLength(1);
    expect(await sandboxes[0]?.files.read("notes.txt")).toBe("kept");
  });

  it("lives on while it is used beyond its time", async () => {
    const { client, echoed } = benches.open({ timeoutMs: 4_000 });
    const code =
      "await new Promise((resolve) => setTimeout(resolve, 6_000)); return (await tools.echo({ n: 7 })).n";
    expect((await client.executeCode(code)).result).toBe(7);
    expect(echoed).toEqual([7]);
    expect(benches.standIn.sandboxes().created).toBe(1);
  });

  it("lives on, with its files, if the service fails when its time is extended", async () => {
    const { client } = benches.open({ timeoutMs: 7_000 });
    await client.executeCode("return 1");
    await pause(4_500);
    benches.standIn.faults.failNext({ plane: "control", matching: "timeout", outcome: 503 });
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 1, alive: 1 });
  });

  it("is replaced when it has expired between executions", async () => {
    const { client } = benches.open({ timeoutMs: 2_500 });
    await client.executeCode("return 1");
    await until(() => benches.alive().length === 0);
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 2, alive: 1 });
  });

  it.each([
    ["at once", 0],
    ["after its stream was closed", 3_000],
  ])("is replaced when it died between executions, %s", async (_, ms) => {
    const { client } = benches.open();
    await client.executeCode("return 1");
    await pause(ms);
    await benches.standIn.faults.expire();
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 2, alive: 1 });
  });

  it("is used again after its stream was closed for lack of use", async () => {
    const { client } = benches.open();
    await client.executeCode("return 1");
    await pause(3_000);
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(benches.standIn.sandboxes().created).toBe(1);
  });

  it("ends when it has not been used for idleMs, and another is made", async () => {
    const { client } = benches.open({ pool: { idleMs: 200 } });
    await client.executeCode("return 1");
    await until(() => benches.alive().length === 0);
    expect((await client.executeCode("return 2")).result).toBe(2);
  });

  it("lives on where idleMs is longer than a timer can run", async () => {
    const { client } = benches.open({ pool: { idleMs: Number.POSITIVE_INFINITY } });
    await client.executeCode("return 1");
    await pause(200);
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 1, alive: 1 });
  });

  it.each([
    ["keepAlive", { keepAlive: true }],
    ["pool.min", { pool: { min: 1 } }],
  ])("lives on unused with %s", async (_, options) => {
    const { client } = benches.open({ timeoutMs: 3_000, ...options });
    await client.executeCode("return 1");
    await pause(5_000);
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 1, alive: 1 });
  });
});

describe("an execution", () => {
  it("is ended at its deadline, and the sandbox stays usable", async () => {
    const { client } = benches.open();
    const started = performance.now();
    const { error } = await client.executeCode("for (;;);", 1_500);
    expect(error).toContain("timed out after 1500 ms");
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(benches.standIn.sandboxes().created).toBe(1);
    await until(() => benches.pids().length <= 1);
  });

  it("has executionTimeoutMs for a deadline, which executeCode overrides", async () => {
    const { client } = benches.open({ executionTimeoutMs: 400 });
    const slow = "await new Promise((resolve) => setTimeout(resolve, 900)); return 'done'";
    expect((await client.executeCode(slow)).error).toContain("timed out after 400 ms");
    expect((await client.executeCode(slow, 10_000)).result).toBe("done");
  });

  it("is ended by an AbortSignal, with its process, whatever it does", async () => {
    const { client } = benches.open();
    await client.executeCode("return 1");
    const controller = new AbortController();
    const running = client.executeCode("for (;;);", { signal: controller.signal });
    await pause(300);
    controller.abort();
    expect((await running).error_details?.code).toBe("EXECUTION_ABORTED");
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(benches.standIn.sandboxes().created).toBe(1);
    await until(() => benches.pids().length <= 1);
  });
});

describe("close", () => {
  it("kills the sandboxes, ends what runs in them, and may be called twice", async () => {
    const { client } = benches.open();
    await client.executeCode("return 1");
    const running = client.executeCode("for (;;);");
    await pause(300);
    await Promise.all([client.close(), client.close()]);
    expect((await running).error_details?.code).toBe("EXECUTOR_CLOSED");
    expect(benches.alive()).toEqual([]);
    await client.close();
  });

  it("kills a sandbox that is being made meanwhile", async () => {
    benches.standIn.faults.set({ createDelayMs: 1_500 });
    const { client } = benches.open();
    const running = client.executeCode("return 1");
    await until(() => benches.standIn.received().length === 1);
    await client.close();
    expect((await running).error_details?.code).toBe("EXECUTOR_CLOSED");
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 1, alive: 0 });
  });

  it("tries again when the service fails to kill", async () => {
    const { client } = benches.open();
    await client.executeCode("return 1");
    benches.standIn.faults.failNext({ plane: "control", matching: "DELETE", outcome: 500 });
    await client.close();
    expect(benches.alive()).toEqual([]);
  });
});

describe("sandboxId", () => {
  it("attaches to a sandbox that runs, and leaves it running", async () => {
    const own = await Sandbox.create(benches.standIn.connection);
    const { client } = benches.open({ sandboxId: own.sandboxId });
    expect((await client.executeCode("return 1")).result).toBe(1);
    const two = await Promise.all(["return 2", "return 3"].map((code) => client.executeCode(code)));
    expect(two.map(({ result }) => result)).toEqual([2, 3]);
    await client.close();
    expect(benches.alive()).toEqual([own.sandboxId]);
    await until(() => benches.pids().length === 0);
  });

  it("does not shorten the time that the sandbox has", async () => {
    const own = await Sandbox.create({ ...benches.standIn.connection, timeoutMs: 3_600_000 });
    const { endAt } = await own.getInfo();
    const { client } = benches.open({ sandboxId: own.sandboxId, timeoutMs: 1_000 });
    await client.executeCode("return 1");
    await pause(1_500);
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect((await own.getInfo()).endAt.getTime()).toBeGreaterThanOrEqual(endAt.getTime());
  });

  it.each([
    ["at once", 0],
    ["after its stream was closed", 3_000],
  ])("resumes a sandbox that was paused between executions, %s", async (_, ms) => {
    const own = await Sandbox.create(benches.standIn.connection);
    const { client } = benches.open({ sandboxId: own.sandboxId });
    await client.executeCode("return 1");
    await pause(ms);
    await own.pause();
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 1, alive: 1 });
  });

  it("of a sandbox that was killed between executions is an error that says so", async () => {
    const own = await Sandbox.create(benches.standIn.connection);
    const { client } = benches.open({ sandboxId: own.sandboxId });
    await client.executeCode("return 1");
    await own.kill();
    const { error_details: details } = await client.executeCode("return 2");
    expect(details).toMatchObject({
      code: "SANDBOX_START_FAILED",
      message: expect.stringContaining(own.sandboxId),
    });
  });

  it("of a sandbox that is gone is an error that says so", async () => {
    const { client } = benches.open({ sandboxId: "nosuchsandbox0000000" });
    const { error_details: details } = await client.executeCode("return 1");
    expect(details).toMatchObject({
      code: "SANDBOX_START_FAILED",
      message: expect.stringContaining("nosuchsandbox0000000"),
    });
  });
});

describe("pause", () => {
  it("pauses the sandboxes that are not in use; the next execution resumes one", async () => {
    const { client, executor } = benches.open({ timeoutMs: 3_000 });
    await client.executeCode("return 1");
    expect(await executor.pause()).toBe(1);
    expect(benches.standIn.sandboxes().list[0]?.state).toBe("paused");
    await pause(4_000);
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 1, alive: 1 });
  });

  it("is undone by resume", async () => {
    const { client, executor } = benches.open();
    await client.executeCode("return 1");
    await executor.pause();
    await executor.resume();
    expect(benches.standIn.sandboxes().list[0]?.state).toBe("running");
    expect((await client.executeCode("return 2")).result).toBe(2);
  });

  it("lets an execution that comes meanwhile wait for it, without a queue, too", async () => {
    const { client, executor } = benches.open({ pool: { max: 1, maxQueue: 0 } });
    await client.executeCode("return 1");
    benches.standIn.faults.set({ latencyUpMs: 200, latencyDownMs: 200 });
    const paused = executor.pause();
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(await paused).toBe(1);
  });

  it("that the service refuses has a code, and leaves the sandbox usable", async () => {
    const { client, executor } = benches.open();
    const { faults } = benches.standIn;
    const refuse = (): void => faults.failNext({ plane: "control", count: 100, outcome: 401 });
    const failure = expect.objectContaining({ code: "SANDBOX_PAUSE_FAILED" });
    await client.executeCode("return 1");
    refuse();
    await expect(executor.pause()).rejects.toEqual(failure);
    faults.clear();
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(await executor.pause()).toBe(1);
    refuse();
    await expect(executor.resume()).rejects.toEqual(failure);
    faults.clear();
    expect((await client.executeCode("return 3")).result).toBe(3);
    expect(benches.standIn.sandboxes().created).toBe(1);
  });

  it("and resume pass over sandboxes that are gone, and others take their place", async () => {
    const { client, executor } = benches.open();
    await client.executeCode("return 1");
    await benches.standIn.faults.expire();
    expect(await executor.pause()).toBe(0);
    expect((await client.executeCode("return 2")).result).toBe(2);
    expect(await executor.pause()).toBe(1);
    await benches.standIn.faults.expire();
    await executor.resume();
    expect((await client.executeCode("return 3")).result).toBe(3);
  });

  it("is undone by resume, which takes no time from idleMs where nothing was paused", async () => {
    const { client, executor } = benches.open({ pool: { idleMs: 3_500 } });
    await client.executeCode("return 1");
    await executor.resume();
    await pause(2_000);
    await client.executeCode("return 2");
    await pause(2_000);
    expect(benches.standIn.sandboxes()).toMatchObject({ created: 1, alive: 1 });
  });

  it("leaves what is paused to close", async () => {
    const { client, executor } = benches.open();
    await client.executeCode("return 1");
    await executor.pause();
    await client.close();
    expect(benches.alive()).toEqual([]);
  });
});

describe("a program", () => {
  const host = fileURLToPath(new URL("support/host.mjs", import.meta.url));

  it.each([
    ["ends by itself when it forgets to close, and says what it leaves running", "leave", true],
    ["says the same when it calls process.exit", "exit", true],
    ["says nothing when it has closed its client", "close", false],
  ])("%s", async (_, mode, warns) => {
    const options = JSON.stringify(benches.standIn.connection);
    const child = spawn(process.execPath, [host, mode, options], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const started = performance.now();
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
    expect(performance.now() - started).toBeLessThan(40_000);
    expect(stderr.includes("still running")).toBe(warns);
    if (warns) expect(stderr).toContain(benches.alive()[0]);
  });
});

it("makes a client by the executor's name alone", async () => {
  const client = new MCPClient(
    { mcpServers: {} },
    { codeMode: { executor: "e2b", executorOptions: benches.standIn.connection } },
  );
  expect((await client.executeCode("return 1")).result).toBe(1);
  await client.close();
});
