import {
  RateLimitError,
  Sandbox,
  SandboxError,
  SandboxNotFoundError,
  TimeoutError,
} from "@e2b/code-interpreter";
import { type E2BStandIn, startE2BStandIn } from "@toolweave/e2b-stand-in";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./support/eventually.js";

const ECHO = `node -e "process.stdin.pipe(process.stdout)"`;

let standIn: E2BStandIn;
let sandbox: Sandbox;

beforeAll(async () => {
  standIn = await startE2BStandIn();
  sandbox = await Sandbox.create({ ...standIn.connection, timeoutMs: 600_000 });
});
afterEach(() => standIn.faults.clear());
afterAll(() => standIn.close());

/** A program that echoes, and what it has echoed. */
async function echo() {
  const heard: string[] = [];
  const handle = await sandbox.commands.run(ECHO, {
    background: true,
    stdin: true,
    onStdout: (text) => {
      heard.push(text);
    },
  });
  const ended = handle.wait().catch((error: unknown) => error);
  return { handle, heard, ended };
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

describe("latency", () => {
  it("delays what is sent and what is answered, each once", async () => {
    await sandbox.isRunning();
    standIn.faults.set({ latencyUpMs: 600, latencyDownMs: 200 });
    const tookTwice = 1_600;
    // A machine that is busy adds to the time, but not to each.
    await eventually(async () => {
      const took = await timed(() => sandbox.isRunning());
      expect(took).toBeGreaterThan(795);
      return took < tookTwice;
    });
  });

  it("delays requests side by side, not one after the other", async () => {
    const { handle, heard } = await echo();
    await Promise.all(Array.from({ length: 20 }, () => handle.sendStdin("x")));
    standIn.faults.set({ latencyUpMs: 500, latencyDownMs: 500 });
    const took = await timed(async () => {
      await Promise.all(Array.from({ length: 20 }, () => handle.sendStdin("y")));
      await eventually(() => heard.join("").length === 40);
    });
    // One after the other they take twenty seconds.
    expect(took).toBeLessThan(15_000);
    await handle.kill();
  });

  it("keeps order and completeness", async () => {
    standIn.faults.set({ latencyUpMs: 5, latencyDownMs: 20 });
    const script = "for (let i = 0; i < 20000; i += 1) console.log(i)";
    const { stdout } = await sandbox.commands.run(`node -e '${script}'`);
    expect(stdout).toBe(Array.from({ length: 20_000 }, (_, index) => `${index}\n`).join(""));
  });
});

describe("chunks", () => {
  it("can be of one byte, within a character too", async () => {
    standIn.faults.set({ chunkBytes: 1 });
    const { handle, heard } = await echo();
    await handle.sendStdin("čau 🐎");
    await eventually(() => heard.join("") === "čau 🐎");
    expect(heard).toEqual([..."čau 🐎"]);
    await handle.kill();
  });

  it("are of at least one byte", () => {
    expect(() => standIn.faults.set({ chunkBytes: 0 })).toThrow("chunkBytes is 0");
  });
});

describe("a network", () => {
  it("that refuses ends streams and fails calls, until it is open again", async () => {
    const { handle, ended } = await echo();
    standIn.faults.set({ network: "refused" });
    expect(await ended).toBeInstanceOf(SandboxError);
    await expect(sandbox.commands.run("true")).rejects.toThrow(/fetch failed/);
    await expect(Sandbox.create(standIn.connection)).rejects.toThrow("fetch failed");
    standIn.faults.set({ network: "open" });
    expect((await sandbox.commands.list()).map(({ pid }) => pid)).toContain(handle.pid);
    await handle.kill();
  });

  it("that is silent fails nothing, and carries later what was sent meanwhile", async () => {
    const { handle, heard, ended } = await echo();
    standIn.faults.set({ network: "silent" });
    const sent = handle.sendStdin("late");
    await expect(sandbox.isRunning({ requestTimeoutMs: 300 })).rejects.toThrow(/timeout/i);
    expect(heard).toEqual([]);
    standIn.faults.set({ network: "open" });
    await sent;
    await eventually(() => heard.join("") === "late");
    await handle.kill();
    expect(await ended).toMatchObject({ error: "signal: killed" });
  });
});

describe("cut connections", () => {
  it("end a stream in its middle, and leave the program running", async () => {
    const { handle, ended } = await echo();
    standIn.faults.cutConnections(sandbox.sandboxId);
    expect(await ended).toMatchObject({ message: expect.stringContaining("terminated") });
    const again = await sandbox.commands.connect(handle.pid);
    await sandbox.commands.closeStdin(handle.pid);
    expect(await again.wait()).toMatchObject({ exitCode: 0 });
  });

  it("before a request leave it undone", async () => {
    const { handle, heard } = await echo();
    standIn.faults.failNext({ plane: "envd", matching: "SendInput", outcome: "drop-before" });
    await expect(handle.sendStdin("lost")).rejects.toThrow();
    await handle.sendStdin("kept");
    await eventually(() => heard.join("") === "kept");
    await handle.kill();
  });

  it("after a request lose its answer alone", async () => {
    const { handle, heard } = await echo();
    standIn.faults.failNext({ plane: "envd", matching: "SendInput", outcome: "drop-after" });
    await expect(handle.sendStdin("done")).rejects.toThrow();
    await eventually(() => heard.join("") === "done");
    await handle.kill();
  });

  it("after a creation leave the sandbox behind", async () => {
    const before = standIn.sandboxes().alive;
    standIn.faults.failNext({ plane: "control", outcome: "drop-after" });
    await expect(Sandbox.create(standIn.connection)).rejects.toThrow("fetch failed");
    expect(standIn.sandboxes().alive).toBe(before + 1);
  });
});

describe("expiry", () => {
  it("on request ends a sandbox as its time does", async () => {
    const brief = await Sandbox.create(standIn.connection);
    const handle = await brief.commands.run("sleep 60", { background: true });
    const ended = handle.wait().catch((error: unknown) => error);
    await standIn.faults.expire(brief.sandboxId);
    expect(await ended).toBeInstanceOf(TimeoutError);
    expect(await brief.isRunning()).toBe(false);
    await expect(brief.commands.run("true")).rejects.toBeInstanceOf(SandboxNotFoundError);
    await expect(brief.files.read("any")).rejects.toBeInstanceOf(TimeoutError);
  });

  it("pauses a sandbox that was made so", async () => {
    const lifecycle = { onTimeout: "pause" as const };
    const made = await Sandbox.create({ ...standIn.connection, lifecycle });
    await standIn.faults.expire(made.sandboxId);
    expect((await made.getInfo()).state).toBe("paused");
    await made.kill();
  });
});

describe("answers in place of the true ones", () => {
  it.each([
    [429, RateLimitError],
    [500, SandboxError],
    [502, SandboxError],
  ])("of %i come from the control plane", async (outcome, raised) => {
    const before = standIn.sandboxes().created;
    standIn.faults.failNext({ plane: "control", matching: "POST", outcome });
    await expect(Sandbox.create(standIn.connection)).rejects.toBeInstanceOf(raised);
    expect(standIn.sandboxes().created).toBe(before);
  });

  it("of 429 that say when to try again are tried again by the SDK", async () => {
    const fault = { plane: "control", outcome: 429, count: 2, retryAfterSeconds: 0 } as const;
    standIn.faults.failNext(fault);
    const made = await Sandbox.create(standIn.connection);
    expect(await made.kill()).toBe(true);
  });

  it.each([
    [429, SandboxError],
    [500, SandboxError],
    [502, SandboxNotFoundError],
  ])("of %i come from envd", async (outcome, raised) => {
    standIn.faults.failNext({ plane: "envd", outcome });
    await expect(sandbox.commands.run("true")).rejects.toBeInstanceOf(raised);
    expect(await sandbox.commands.run("true")).toMatchObject({ exitCode: 0 });
  });

  it("befall as many requests as they are asked to, and only those that match", async () => {
    standIn.faults.failNext({ plane: "envd", matching: "GET /health", outcome: 502, count: 2 });
    expect(await sandbox.commands.run("true")).toMatchObject({ exitCode: 0 });
    const answers = [];
    for (let index = 0; index < 3; index += 1) answers.push(await sandbox.isRunning());
    expect(answers).toEqual([false, false, true]);
  });
});

describe("a slow start", () => {
  it("makes creation wait, and makes the sandbox even if nobody waits", async () => {
    standIn.faults.set({ createDelayMs: 800 });
    const { created } = standIn.sandboxes();
    expect(await timed(() => Sandbox.create(standIn.connection))).toBeGreaterThan(790);
    const impatience = new AbortController();
    const asked = standIn.received().length;
    const impatient = Sandbox.create({ ...standIn.connection, signal: impatience.signal });
    const failure = expect(impatient).rejects.toThrow(/abort/i);
    await eventually(() => standIn.received().length > asked);
    expect(standIn.sandboxes().created).toBe(created + 1);
    impatience.abort();
    await failure;
    await eventually(() => standIn.sandboxes().created === created + 2);
  });
});
