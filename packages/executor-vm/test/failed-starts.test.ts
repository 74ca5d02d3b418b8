import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MCPClient } from "@toolweave/core";
import { afterEach, describe, expect, it } from "vitest";
import "../src/index.js";
import { sandboxesOf } from "./processes.js";

const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A client whose sandbox processes start, or do not, as `setFull` says: a machine at its limit of processes. */
function open(): { client: MCPClient; setFull: (full: boolean) => void } {
  const folder = mkdtempSync(join(tmpdir(), "toolweave-starts-"));
  const [full, execPath] = [join(folder, "full"), join(folder, "node")];
  writeFileSync(execPath, `#!/bin/sh\n[ -e ${full} ] && exit 1\nexec ${process.execPath} "$@"\n`);
  chmodSync(execPath, 0o755);
  const client = new MCPClient(
    { mcpServers: {} },
    { codeMode: { executor: "vm", executorOptions: { execPath, pool: { min: 0, max: 4 } } } },
  );
  closers.push(
    () => client.close(),
    () => rmSync(folder, { recursive: true }),
  );
  const setFull = (isFull: boolean): void => {
    if (isFull) writeFileSync(full, "");
    else rmSync(full);
  };
  return { client, setFull };
}

describe("sandbox processes that cannot be started", () => {
  const soon = (result: number): string =>
    `await new Promise((resolve) => setTimeout(resolve, 100)); return ${result}`;

  it("cost no execution its turn in those that run", async () => {
    const { client, setFull } = open();
    await client.executeCode("return 0");
    setFull(true);
    const results = await Promise.all([1, 2, 3, 4, 5].map((n) => client.executeCode(soon(n))));
    expect(results.map(({ error }) => error)).toEqual([null, null, null, null, null]);
    expect(results.map(({ result }) => result)).toEqual([1, 2, 3, 4, 5]);
  });

  it("are tried again while the others are busy", async () => {
    const { client, setFull } = open();
    await client.executeCode("return 0");
    setFull(true);
    const abort = new AbortController();
    const busy = client.executeCode("await new Promise(() => {})", { signal: abort.signal });
    const waiting = client.executeCode("return 1");
    await new Promise((resolve) => setTimeout(resolve, 300));
    setFull(false);
    expect(await waiting).toMatchObject({ error: null, result: 1 });
    abort.abort();
    expect((await busy).error_details?.code).toBe("EXECUTION_ABORTED");
  });

  it("are told to who waits once the last one is gone", async () => {
    const { client, setFull } = open();
    await client.executeCode("return 0");
    setFull(true);
    const running = [1, 2, 3].map(() => client.executeCode("await new Promise(() => {})"));
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const pid of sandboxesOf(process.pid)) process.kill(pid, "SIGKILL");
    const codes = (await Promise.all(running)).map(({ error_details }) => error_details?.code);
    expect(codes).toEqual(["SANDBOX_DIED", "SANDBOX_START_FAILED", "SANDBOX_START_FAILED"]);
  });
});
