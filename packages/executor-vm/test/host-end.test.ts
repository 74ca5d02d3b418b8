import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { childrenOf, commandOf, firstLine, isAlive, sandboxesOf, until } from "./processes.js";

describe("the sandbox process", () => {
  const host = fileURLToPath(new URL("host.mjs", import.meta.url));

  it.each([
    ["ends by itself without closing the client", "leave"],
    ["throws", "throw"],
    ["calls process.exit", "exit"],
  ])("does not keep a host alive that %s", async (_, mode) => {
    const child = spawn(process.execPath, [host, mode], { stdio: ["ignore", "pipe", "ignore"] });
    const exited = new Promise((resolve) => child.once("exit", resolve));
    const pids = await firstLine(child.stdout);
    await exited;
    await until(() => pids.split(",").every((pid) => !isAlive(Number(pid))));
  });

  it("is gone, and its keeper too, when close() has resolved", async () => {
    const child = spawn(process.execPath, [host, "close"], { stdio: ["ignore", "pipe", "ignore"] });
    const exitCode = new Promise((resolve) => child.once("exit", resolve));
    const pids = await firstLine(child.stdout);
    expect(await exitCode).toBe(0);
    await until(() => pids.split(",").every((pid) => !isAlive(Number(pid))));
  });

  it("leaves nothing in the table of processes when a thread that closed its client ends", async () => {
    const thread = fileURLToPath(new URL("thread-host.mjs", import.meta.url));
    const child = spawn(process.execPath, [thread], { stdio: ["pipe", "pipe", "ignore"] });
    try {
      expect(await firstLine(child.stdout)).toBe("1,1,1");
      expect(childrenOf(child.pid as number)).toEqual([]);
    } finally {
      child.stdin.end();
    }
  });

  it("runs for a host that may start processes, and may read nothing but its own program", async () => {
    const permission = process.allowedNodeEnvironmentFlags.has("--permission")
      ? "--permission"
      : "--experimental-permission";
    const repository = fileURLToPath(new URL("../../..", import.meta.url));
    const flags = [permission, "--allow-child-process", `--allow-fs-read=${repository}`];
    const child = spawn(process.execPath, [...flags, host, "memory"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    expect(await firstLine(child.stdout)).toBe("MEMORY_LIMIT");
  });

  it("does not outlive its host where its keeper was killed before", async () => {
    const child = spawn(process.execPath, [host, "spin"], { stdio: ["ignore", "pipe", "ignore"] });
    await firstLine(child.stdout);
    const keepers = (): number[] =>
      childrenOf(child.pid as number).filter((pid) => commandOf(pid).startsWith("/bin/sh"));
    const [keeper] = keepers();
    const sandboxes = sandboxesOf(child.pid as number);
    process.kill(keeper as number, "SIGKILL");
    // Its host is told of its end, and needs a moment to start another.
    await until(() => keepers().some((pid) => pid !== keeper), 5_000).catch(() => {});
    child.kill("SIGKILL");
    try {
      await until(() => !sandboxes.some(isAlive));
    } finally {
      for (const pid of sandboxes.filter(isAlive)) process.kill(pid, "SIGKILL");
    }
  });

  it.each([
    ["SIGINT", "wait"],
    ["SIGTERM", "wait"],
    ["SIGKILL", "wait"],
    ["SIGKILL", "spin"],
  ] as const)("does not outlive a host ended by %s (%s)", async (signal, mode) => {
    const child = spawn(process.execPath, [host, mode], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const pids = await firstLine(child.stdout);
    child.kill(signal);
    await until(() => pids.split(",").every((pid) => !isAlive(Number(pid))));
  });
});
