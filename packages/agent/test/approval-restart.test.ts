import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startModelStandIn } from "@toolweave/model-stand-ins";
import { expect, it } from "vitest";
import { runs } from "./support/bench.js";

const HOST = fileURLToPath(new URL("support/approval-host.mjs", import.meta.url));

it("goes on in another process, and no nested call is made twice", async () => {
  const folder = await mkdtemp(join(tmpdir(), "toolweave-approval-"));
  const standIn = await startModelStandIn({
    provider: "openai",
    turns: [
      runs(`
        const [list, read] = await Promise.all([notes.list(), notes.read({ id: 1 })]);
        const first = await notes.delete({ id: 1, seen: [list.at, read.at] });
        await notes.read({ id: 2 });
        const second = await notes.delete({ id: 2 });
        return { first, second };
      `),
      { text: "Tidied up." },
    ],
  });
  const account = join(folder, "account.txt");
  const place = {
    baseURL: standIn.baseUrl,
    apiKey: standIn.apiKey,
    store: join(folder, "store.json"),
    account,
  };
  try {
    expect(await host({ ...place, step: "begin" })).toMatchObject({
      status: "needs-approval",
      approvals: [{ args: { id: 1 } }],
    });
    expect(await host({ ...place, step: "approve" })).toMatchObject({
      status: "needs-approval",
      approvals: [{ args: { id: 2 } }],
    });
    expect(await host({ ...place, step: "approve" })).toMatchObject({
      status: "answered",
      output: "Tidied up.",
    });
    const made = (await readFile(account, "utf8")).trim().split("\n");
    expect(made.map((line) => line.replace(/"seen":\[.*\]/, '"seen"'))).toEqual([
      "list {}",
      'read {"id":1}',
      'delete {"id":1,"seen"}',
      'read {"id":2}',
      'delete {"id":2}',
    ]);
    expect(standIn.counts()).toMatchObject({ total: 2, answered: 2 });
  } finally {
    await standIn.close();
    await rm(folder, { recursive: true, force: true });
  }
});

it("does not make an approved call again if the process died after it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "toolweave-approval-"));
  const standIn = await startModelStandIn({
    provider: "openai",
    turns: [
      runs("await notes.delete({ id: 1 }); await notes.crash(); return 1"),
      { text: "Tidied up." },
    ],
  });
  const account = join(folder, "account.txt");
  const { baseUrl: baseURL, apiKey } = standIn;
  const place = { baseURL, apiKey, store: join(folder, "store.json"), account };
  try {
    expect(await host({ ...place, step: "begin" })).toMatchObject({ status: "needs-approval" });
    await expect(host({ ...place, step: "approve" })).rejects.toMatchObject({ signal: "SIGKILL" });
    expect(await host({ ...place, step: "approve" })).toMatchObject({ output: "Tidied up." });
    const made = (await readFile(account, "utf8")).trim().split("\n");
    expect(made).toEqual(['delete {"id":1}', "crash {}", "crash {}"]);
  } finally {
    await standIn.close();
    await rm(folder, { recursive: true, force: true });
  }
});

/** Runs one process, which kills itself when it has told its outcome. */
function host(step: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [HOST, JSON.stringify(step)], (error, stdout, stderr) => {
      if (stdout === "") reject(error ?? new Error(stderr));
      else resolve(JSON.parse(stdout));
    });
  });
}
