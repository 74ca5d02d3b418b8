import { once } from "node:events";
import { mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { startCli } from "./support/cli.js";
import { eventually } from "./support/processes.js";
import { demoServer, HELD, journalOf, letGo, project } from "./support/project.js";
import { gathered } from "./support/terminal.js";

const CHANGE_IS_SEEN_MS = 400;
const WAITS = `${HELD} return 'first'`;

describe("toolweave exec --watch", () => {
  it("runs once more for all changes that were made while code ran, from the first run on", async () => {
    const cwd = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const file = join(cwd, "code.ts");
    writeFileSync(file, WAITS);
    const child = startCli(["exec", "--watch", "code.ts"], { cwd });
    const [stdout, stderr] = [gathered(child.stdout), gathered(child.stderr)];
    await eventually(() => journalOf(cwd).includes("wait began"));
    for (const n of [1, 2, 3]) {
      writeFileSync(file, `return 'change ${n}'`);
      await delay(CHANGE_IS_SEEN_MS);
    }
    expect(stdout()).toBe("");
    letGo(cwd);
    await eventually(() => stdout().includes("change 3"));
    await delay(CHANGE_IS_SEEN_MS);
    expect(stdout()).toBe('"first"\n"change 3"\n');
    expect(stderr()).toContain("watching code.ts");
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([130, null]);
  });

  it("runs nothing more when a signal ends it", async () => {
    const cwd = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const file = join(cwd, "code.ts");
    writeFileSync(file, "return 1");
    const child = startCli(["exec", "--watch", "code.ts"], { cwd });
    const stderr = gathered(child.stderr);
    await eventually(() => stderr().includes("watching"));
    writeFileSync(file, WAITS);
    await eventually(() => journalOf(cwd).includes("wait began"));
    writeFileSync(file, "return 2");
    await delay(CHANGE_IS_SEEN_MS);
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([130, null]);
    expect(stderr()).not.toContain("CLIENT_CLOSED");
  });

  it("goes on where another folder takes the place of the file's", async () => {
    const cwd = project();
    const [folder, next] = [join(cwd, "src"), join(cwd, "next")];
    mkdirSync(folder);
    mkdirSync(next);
    writeFileSync(join(folder, "code.ts"), "return 1");
    writeFileSync(join(next, "code.ts"), "return 2");
    const child = startCli(["exec", "--watch", "src/code.ts"], { cwd });
    const [stdout, stderr] = [gathered(child.stdout), gathered(child.stderr)];
    await eventually(() => stderr().includes("watching"));
    renameSync(folder, join(cwd, "before"));
    renameSync(next, folder);
    await eventually(() => stdout() === "1\n2\n");
    writeFileSync(join(folder, "code.ts"), "return 3");
    await eventually(() => stdout() === "1\n2\n3\n");
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([130, null]);
  });

  it("follows a link to the file that it leads to", async () => {
    const cwd = project();
    const file = join(cwd, "data", "code.ts");
    writeFileSync(file, "return 1");
    symlinkSync(file, join(cwd, "link.ts"));
    const child = startCli(["exec", "--watch", "link.ts"], { cwd });
    const [stdout, stderr] = [gathered(child.stdout), gathered(child.stderr)];
    await eventually(() => stderr().includes("watching"));
    writeFileSync(file, "return 2");
    await eventually(() => stdout() === "1\n2\n");
  });

  it("follows a link that comes to lead elsewhere", async () => {
    const cwd = project();
    const [first, second] = [join(cwd, "data", "first.ts"), join(cwd, "elsewhere", "second.ts")];
    mkdirSync(join(cwd, "elsewhere"));
    writeFileSync(first, "return 1");
    writeFileSync(second, "return 2");
    const link = join(cwd, "link.ts");
    symlinkSync(first, link);
    const child = startCli(["exec", "--watch", "link.ts"], { cwd });
    const [stdout, stderr] = [gathered(child.stdout), gathered(child.stderr)];
    await eventually(() => stderr().includes("watching"));
    symlinkSync(second, `${link}.new`);
    renameSync(`${link}.new`, link);
    await eventually(() => stdout() === "1\n2\n");
    writeFileSync(second, "return 3");
    await eventually(() => stdout() === "1\n2\n3\n");
  });

  it("goes on where the file's folder cannot be looked at for a while", async () => {
    const cwd = project();
    const folder = join(cwd, "src");
    mkdirSync(folder);
    writeFileSync(join(folder, "code.ts"), "return 1");
    const child = startCli(["exec", "--watch", "src/code.ts"], { cwd });
    const [stdout, stderr] = [gathered(child.stdout), gathered(child.stderr)];
    await eventually(() => stderr().includes("watching"));
    renameSync(folder, join(cwd, "away"));
    symlinkSync("src", folder);
    await delay(1_200);
    unlinkSync(folder);
    renameSync(join(cwd, "away"), folder);
    // It is noticed that the folder is back, and what is in it runs.
    await eventually(() => stdout() === "1\n1\n");
    writeFileSync(join(folder, "code.ts"), "return 2");
    await eventually(() => stdout() === "1\n1\n2\n");
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([130, null]);
  });

  it.each([
    ["a link between", "mid.ts", "first.ts", "second.ts"],
    ["a folder that is a link", "current/code.ts", "v1/code.ts", "v2/code.ts"],
  ])("follows a link by way of %s", async (_, way, first, second) => {
    const cwd = project();
    for (const folder of ["v1", "v2"]) mkdirSync(join(cwd, folder));
    writeFileSync(join(cwd, first), "return 1");
    writeFileSync(join(cwd, second), "return 2");
    const isFolder = dirname(way) !== ".";
    const link = join(cwd, isFolder ? dirname(way) : way);
    const [before, after] = isFolder ? [dirname(first), dirname(second)] : [first, second];
    symlinkSync(before, link);
    symlinkSync(way, join(cwd, "top.ts"));
    const child = startCli(["exec", "--watch", "top.ts"], { cwd });
    const [stdout, stderr] = [gathered(child.stdout), gathered(child.stderr)];
    await eventually(() => stderr().includes("watching"));
    symlinkSync(after, `${link}.new`);
    renameSync(`${link}.new`, link);
    await eventually(() => stdout() === "1\n2\n");
    writeFileSync(join(cwd, second), "return 3");
    await eventually(() => stdout() === "1\n2\n3\n");
  });

  it("waits for what a link leads to where its folder is not there", async () => {
    const cwd = project();
    writeFileSync(join(cwd, "first.ts"), "return 1");
    const link = join(cwd, "link.ts");
    symlinkSync("first.ts", link);
    const child = startCli(["exec", "--watch", "link.ts"], { cwd });
    const [stdout, stderr] = [gathered(child.stdout), gathered(child.stderr)];
    await eventually(() => stderr().includes("watching"));
    symlinkSync("later/second.ts", `${link}.new`);
    renameSync(`${link}.new`, link);
    await eventually(() => stderr().includes("ENOENT"));
    mkdirSync(join(cwd, "later"));
    writeFileSync(join(cwd, "later/second.ts"), "return 2");
    await eventually(() => stdout() === "1\n2\n");
    writeFileSync(join(cwd, "later/second.ts"), "return 3");
    await eventually(() => stdout() === "1\n2\n3\n");
  });
});
