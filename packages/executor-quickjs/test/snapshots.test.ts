import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Sandbox } from "@toolweave/core";
import { type LeasedSandbox, prepareMessage, replyMessage, runMessage } from "@toolweave/core/node";
import { QuickJSCodeExecutor } from "@toolweave/executor-quickjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const RESTORE = fileURLToPath(new URL("fixtures/restore.mjs", import.meta.url));
const LIMITS = { maxLogBytes: 1e6, maxResultBytes: 1e6, maxContentBlocks: 10 };
const NAMESPACE = { server: "kit", identifier: "kit", tools: '["echo"]', connected: true };
const CODE = `(async () => {
  const seen = new Map([["before", [1, 2]]]);
  const { n } = await kit.echo({ first: true });
  seen.set("after", n);
  const next = await kit.echo({ second: true });
  return [[...seen], next.n, new URL("/its", "http://first.use").href];
})`;

let executor: QuickJSCodeExecutor;
let sandbox: Sandbox;
let snapshot: Uint8Array;
beforeAll(async () => {
  executor = new QuickJSCodeExecutor();
  sandbox = await executor.open();
  const called = new Promise((resolve) => sandbox.onMessage(resolve));
  sandbox.post(prepareMessage({ namespaces: [NAMESPACE], ...LIMITS }));
  sandbox.post(runMessage(CODE));
  await called;
  snapshot = (await sandbox.snapshot?.()) as Uint8Array;
});
afterAll(() => executor.cleanup());

it("a guest goes on in another process: its state, what it waits for, the numbers of its calls", async () => {
  const folder = await mkdtemp(join(tmpdir(), "toolweave-snapshot-"));
  try {
    const file = join(folder, "guest.snapshot");
    await writeFile(file, snapshot);
    const { stdout } = await promisify(execFile)(process.execPath, [RESTORE, file, "1", '{"n":7}']);
    expect(JSON.parse(stdout)).toEqual([
      { type: "call", id: 2, server: "kit", tool: "echo", args: [{ second: true }] },
      {
        type: "done",
        linesDropped: 0,
        value: [
          [
            ["before", [1, 2]],
            ["after", 7],
          ],
          100,
          "http://first.use/its",
        ],
      },
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("is a few megabytes at most", () => {
  expect(snapshot.length).toBeLessThan(2e6);
});

describe("a snapshot is refused", () => {
  /** Alters it where the head has a field, and makes the checksum fit again. */
  const resealed = (change: (bytes: Buffer) => void): Uint8Array => {
    const bytes = Buffer.from(snapshot);
    change(bytes);
    const hash = createHash("sha256").update(bytes.subarray(0, 80)).update(bytes.subarray(112));
    bytes.set(hash.digest(), 80);
    return bytes;
  };

  it.each<[string, RegExp, () => Uint8Array]>([
    [
      "of another version of the format",
      /version 2;/,
      () => resealed((b) => b.writeUInt32LE(2, 8)),
    ],
    ["of another engine", /another build of QuickJS/, () => resealed((b) => b.fill(1, 12, 44))],
    [
      "of another core",
      /another version of @toolweave.core/,
      () => resealed((b) => b.fill(1, 44, 76)),
    ],
    [
      "with memory beyond all bounds",
      /memoryLimitMb/,
      () => resealed((b) => b.writeUInt32LE(0xffff0000, 112)),
    ],
    [
      "with an address outside its memory",
      /damaged/,
      () => resealed((b) => b.writeUInt32LE(0xf0000000, 116)),
    ],
    ["that was altered", /damaged/, () => Buffer.from(snapshot).fill(7, 5_000, 5_001 + 8)],
    ["that was cut", /damaged/, () => snapshot.slice(0, -4_096)],
    ["that is something else", /no snapshot/, () => Buffer.from("PK zip")],
  ])("%s, and says so", async (_, message, altered) => {
    await expect(executor.restore(altered())).rejects.toThrow(
      expect.objectContaining({
        code: "SNAPSHOT_INVALID",
        message: expect.stringMatching(message),
      }),
    );
  });

  it("whose memory was given away", async () => {
    const given = new Uint8Array(snapshot);
    structuredClone(given.buffer, { transfer: [given.buffer] });
    await expect(executor.restore(given)).rejects.toMatchObject({ code: "SNAPSHOT_INVALID" });
  });

  it.each([undefined, "text", { 0: 1 }, new ArrayBuffer(200)])(
    "that is none: %o",
    async (given) => {
      await expect(executor.restore(given as unknown as Uint8Array)).rejects.toMatchObject({
        code: "SNAPSHOT_INVALID",
      });
    },
  );

  it("of a guest that has more memory than the executor gives", async () => {
    const greedy = new QuickJSCodeExecutor(undefined, { memoryLimitMb: 128 });
    const small = new QuickJSCodeExecutor(undefined, { memoryLimitMb: 16 });
    try {
      const guest = await greedy.open();
      const called = new Promise((resolve) => guest.onMessage(resolve));
      guest.post(prepareMessage({ namespaces: [NAMESPACE], ...LIMITS }));
      guest.post(
        runMessage(
          "(async () => { const a = new Uint8Array(60e6).fill(1); await kit.echo({}); return a.length })",
        ),
      );
      await called;
      const large = (await guest.snapshot?.()) as Uint8Array;
      await expect(small.restore(large)).rejects.toThrow(/memoryLimitMb/);
      const copy = await greedy.restore(large);
      const done = new Promise<string>((resolve) => copy.onMessage(resolve));
      copy.post(replyMessage(1, "{}"));
      expect(JSON.parse(await done)).toMatchObject({ type: "done", value: 60e6 });
    } finally {
      await Promise.all([greedy.cleanup(), small.cleanup()]);
    }
  });
});

describe("a sandbox that was disposed of", () => {
  const alone = new QuickJSCodeExecutor(undefined, { pool: { min: 0, max: 1 } });
  afterAll(() => alone.cleanup());

  it("neither saves the guest that came after it, nor writes over it", async () => {
    const former = await alone.open();
    former.dispose({ finished: true });
    const next = await alone.restore(snapshot);
    const called = new Promise<string>((resolve) => next.onMessage(resolve));
    await expect(former.snapshot?.()).rejects.toMatchObject({ code: "SNAPSHOT_NOT_QUIET" });
    const { restore } = former as LeasedSandbox;
    await expect(restore?.(snapshot)).rejects.toMatchObject({ code: "SNAPSHOT_NOT_QUIET" });
    next.post(replyMessage(1, '{"n":1}'));
    expect(JSON.parse(await called)).toMatchObject({ type: "call", id: 2 });
    await next.dispose({ finished: false });
  });

  it("while its guest computed gives no snapshot of what was interrupted", async () => {
    const spinning = await alone.open();
    const printed = new Promise((resolve) => spinning.onMessage(resolve));
    spinning.post(prepareMessage({ namespaces: [], ...LIMITS }));
    spinning.post(runMessage("(async () => { console.log('spins'); for (;;); })"));
    await printed;
    const saved = spinning.snapshot?.();
    spinning.dispose({ finished: false });
    await expect(saved).rejects.toMatchObject({ code: "SNAPSHOT_NOT_QUIET" });
  });
});

it("what becomes of a snapshot's memory after it was handed over is no matter", async () => {
  const given = new Uint8Array(snapshot);
  const restoring = executor.restore(given);
  structuredClone(given.buffer, { transfer: [given.buffer] });
  const restored = await restoring;
  const called = new Promise<string>((resolve) => restored.onMessage(resolve));
  restored.post(replyMessage(1, '{"n":1}'));
  expect(JSON.parse(await called)).toMatchObject({ type: "call", id: 2 });
  await restored.dispose({ finished: false });
});

it("a snapshot is not restored by an executor that was cleaned up before its first use", async () => {
  const closed = new QuickJSCodeExecutor();
  await closed.cleanup();
  await expect(closed.restore(new Uint8Array())).rejects.toMatchObject({ code: "EXECUTOR_CLOSED" });
  await expect(closed.open()).rejects.toMatchObject({ code: "EXECUTOR_CLOSED" });
});

it("a snapshot is not restored for who has given up", async () => {
  const restoring = executor.restore(snapshot, AbortSignal.abort(new Error("given up")));
  await expect(restoring).rejects.toThrow("given up");
});

it("a guest whose memory is not what it was harms only itself", async () => {
  const bytes = Buffer.from(snapshot);
  for (let at = 300_000; at < bytes.length; at += 97) bytes[at] = at & 0xff;
  const hash = createHash("sha256").update(bytes.subarray(0, 80)).update(bytes.subarray(112));
  bytes.set(hash.digest(), 80);
  const broken = await executor.restore(bytes);
  const ended = new Promise((resolve) => broken.onExit(resolve));
  broken.onMessage(() => {});
  broken.post(replyMessage(1, '{"n":1}'));
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 500))]);
  await broken.dispose({ finished: false });
  const whole = await executor.restore(snapshot);
  const next = new Promise<string>((resolve) => whole.onMessage(resolve));
  whole.post(replyMessage(1, '{"n":1}'));
  expect(JSON.parse(await next)).toMatchObject({ type: "call", id: 2 });
});
