/** Processes that are started ahead of need, in sandboxes where Node.js takes long to start. */
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Benches, pause } from "./support/bench.js";

const folder = await mkdtemp(join(tmpdir(), "toolweave-e2b-"));
const benches = new Benches({
  templates: {
    // Only the first process of a sandbox starts at once.
    "slow-starts": { node: await program("slow", 'test -e "$HOME/first" && sleep 3') },
    "no-starts": { node: await program("none", "sleep 60") },
  },
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a process that was started ahead of need", () => {
  it("keeps its stream if it is given to an execution before it is ready", async () => {
    const { client } = benches.open({ template: "slow-starts" });
    expect((await client.executeCode("return 1")).result).toBe(1);
    // The stream of one that is not used is closed after two seconds, or when it is ready.
    await pause(2_300);
    expect((await client.executeCode("return 2", 20_000)).result).toBe(2);
  });

  it("in which no guest is ever ready keeps nobody waiting", async () => {
    const { client } = benches.open({ template: "no-starts" });
    const { error_details } = await client.executeCode("return 1");
    expect(error_details?.code).toBe("SANDBOX_START_FAILED");
    expect(error_details?.message).toContain("no guest was ready");
  });
});

/** A program that does something before it becomes Node.js. */
async function program(name: string, before: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(
    path,
    `#!/bin/sh\n${before}\ntouch "$HOME/first"\nexec "${process.execPath}" "$@"\n`,
  );
  await chmod(path, 0o755);
  return path;
}
