import { AuthenticationError, FileNotFoundError, Sandbox } from "@e2b/code-interpreter";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SERVICES } from "./support/services.js";

describe.each(SERVICES)("files on $name", ({ open }) => {
  let sandbox: Sandbox;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const service = await open();
    sandbox = await Sandbox.create({ ...service.connection, timeoutMs: 600_000 });
    close = async () => {
      await sandbox.kill();
      await service.close();
    };
  });
  afterAll(() => close());

  it("are what was written, as text and as bytes", async () => {
    const written = await sandbox.files.write("notes/text.txt", "Grüße\n");
    expect(written).toMatchObject({ name: "text.txt", type: "file" });
    expect(await sandbox.files.read("notes/text.txt")).toBe("Grüße\n");
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    await sandbox.files.write("bytes", bytes.buffer);
    expect(await sandbox.files.read("bytes", { format: "bytes" })).toEqual(bytes);
  });

  it("are seen by commands", async () => {
    await sandbox.files.write("program.js", "console.log(6 * 7)");
    expect((await sandbox.commands.run("node program.js")).stdout).toBe("42\n");
    await sandbox.commands.run("echo made > from-a-command");
    expect(await sandbox.files.read("from-a-command")).toBe("made\n");
  });

  it("below /home/user are those of the home", async () => {
    await sandbox.files.write("/home/user/absolute.txt", "here");
    expect(await sandbox.files.read("absolute.txt")).toBe("here");
    expect((await sandbox.commands.run('cat "$HOME/absolute.txt"')).stdout).toBe("here");
  });

  it("can be written many at once, and compressed", async () => {
    const files = ["a", "b"].map((name) => ({ path: `many/${name}`, data: name }));
    await sandbox.files.write(files);
    expect(await sandbox.files.read("many/b")).toBe("b");
    await sandbox.files.write("packed", "text ".repeat(100), { gzip: true });
    expect(await sandbox.files.read("packed")).toBe("text ".repeat(100));
  });

  it("are listed to a depth", async () => {
    await sandbox.files.write("tree/one.txt", "1");
    await sandbox.files.write("tree/twig/two.txt", "2");
    const names = async (depth: number) => {
      const entries = await sandbox.files.list("tree", { depth });
      return entries.map(({ name, type }) => `${type} ${name}`).sort();
    };
    expect(await names(1)).toEqual(["dir twig", "file one.txt"]);
    expect(await names(2)).toEqual(["dir twig", "file one.txt", "file two.txt"]);
    await expect(sandbox.files.list("no-tree")).rejects.toBeInstanceOf(FileNotFoundError);
  });

  it("can be looked at, moved and removed", async () => {
    await sandbox.files.write("old.txt", "abc");
    expect(await sandbox.files.getInfo("old.txt")).toMatchObject({ type: "file", size: 3 });
    expect(await sandbox.files.rename("old.txt", "moved/new.txt")).toMatchObject({
      name: "new.txt",
    });
    expect(await sandbox.files.exists("old.txt")).toBe(false);
    expect(await sandbox.files.exists("moved/new.txt")).toBe(true);
    await sandbox.files.remove("moved");
    await expect(sandbox.files.read("moved/new.txt")).rejects.toBeInstanceOf(FileNotFoundError);
  });

  it("stand in folders, each of which is made once", async () => {
    expect(await sandbox.files.makeDir("folder")).toBe(true);
    expect(await sandbox.files.makeDir("folder")).toBe(false);
  });

  it("can be had by a signed URL, and by no other", async () => {
    await sandbox.files.write("shared.txt", "for all");
    const url = await sandbox.downloadUrl("shared.txt");
    const headers = { "E2b-Sandbox-Id": sandbox.sandboxId, "E2b-Sandbox-Port": "49983" };
    expect(await (await fetch(url, { headers })).text()).toBe("for all");
    const forged = url.replace("shared.txt", "other.txt");
    expect((await fetch(forged, { headers })).status).toBe(401);
  });

  it("belong to users that exist", async () => {
    const write = sandbox.files.write("text", "x", { user: "nobody-here" });
    await expect(write).rejects.toBeInstanceOf(AuthenticationError);
  });
});
