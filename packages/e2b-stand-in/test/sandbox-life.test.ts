import { randomUUID } from "node:crypto";
import {
  AuthenticationError,
  NotFoundError,
  Sandbox,
  SandboxNotFoundError,
} from "@e2b/code-interpreter";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./support/eventually.js";
import { type Connection, SERVICES } from "./support/services.js";

describe.each(SERVICES)("sandboxes of $name", ({ open }) => {
  let connection: Connection;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const service = await open();
    connection = service.connection;
    close = () => service.close();
  });
  afterAll(() => close());

  it("are made, run, and can be reached by their id", async () => {
    const made = await Sandbox.create({ ...connection, timeoutMs: 600_000 });
    expect(await made.isRunning()).toBe(true);
    await made.files.write("mark", "mine");
    const same = await Sandbox.connect(made.sandboxId, connection);
    expect(await same.files.read("mark")).toBe("mine");
    expect(made.getHost(3000)).toMatch(new RegExp(`^3000-${made.sandboxId}\\.`));
    await made.kill();
  });

  it("are refused to who has no valid key", async () => {
    const apiKey = `e2b_${"0".repeat(40)}`;
    await expect(Sandbox.create({ ...connection, apiKey })).rejects.toBeInstanceOf(
      AuthenticationError,
    );
  });

  it("are made of templates that exist", async () => {
    await expect(Sandbox.create("no-such-template", connection)).rejects.toThrow(
      "no-such-template",
    );
  });

  it("tell about themselves, and are found by their metadata", async () => {
    const metadata = { purpose: "tests & such", run: randomUUID() };
    const made = await Sandbox.create({ ...connection, timeoutMs: 600_000, metadata });
    expect(await made.getInfo()).toMatchObject({ sandboxId: made.sandboxId, metadata });
    const found = await Sandbox.list({ ...connection, query: { metadata } }).nextItems();
    expect(found.map(({ sandboxId }) => sandboxId)).toEqual([made.sandboxId]);
    await made.kill();
    const query = { metadata: { run: metadata.run } };
    await eventually(async () => {
      return (await Sandbox.list({ ...connection, query }).nextItems()).length === 0;
    });
  });

  it("are listed page by page", async () => {
    const metadata = { run: randomUUID() };
    const options = { ...connection, timeoutMs: 600_000, metadata };
    const made = await Promise.all([1, 2, 3].map(() => Sandbox.create(options)));
    const pages = Sandbox.list({ ...connection, query: { metadata }, limit: 2 });
    const [first, second] = [await pages.nextItems(), await pages.nextItems()];
    expect([first.length, second.length, pages.hasNext]).toEqual([2, 1, false]);
    const ids = [...first, ...second].map(({ sandboxId }) => sandboxId);
    expect(ids.sort()).toEqual(made.map(({ sandboxId }) => sandboxId).sort());
    await Promise.all(made.map((sandbox) => sandbox.kill()));
  });

  it("can be killed once, and are then gone", async () => {
    const made = await Sandbox.create({ ...connection, timeoutMs: 600_000 });
    expect(await made.kill()).toBe(true);
    expect(await made.kill()).toBe(false);
    expect(await made.isRunning()).toBe(false);
    await expect(made.commands.run("true")).rejects.toBeInstanceOf(SandboxNotFoundError);
    await expect(made.setTimeout(1000)).rejects.toBeInstanceOf(NotFoundError);
    await expect(Sandbox.connect(made.sandboxId, connection)).rejects.toBeInstanceOf(NotFoundError);
  });

  it("end when their time is over", async () => {
    const made = await Sandbox.create({ ...connection, timeoutMs: 1000 });
    await eventually(async () => !(await made.isRunning()));
    await expect(made.files.read("any")).rejects.toThrow(/timeout|not running|not found/i);
  });

  it("get the time that is set, from then on", async () => {
    const made = await Sandbox.create({ ...connection, timeoutMs: 3000 });
    await made.setTimeout(100_000);
    const { endAt } = await made.getInfo();
    expect(endAt.getTime() - Date.now()).toBeGreaterThan(80_000);
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect(await made.isRunning()).toBe(true);
    await made.kill();
  });

  it("sleep while they are paused, and go on where they were", async () => {
    const made = await Sandbox.create({ ...connection, timeoutMs: 600_000 });
    const echo = `node -e "process.stdin.pipe(process.stdout)"`;
    const handle = await made.commands.run(echo, { background: true, stdin: true });
    const ended = handle.wait().catch((error: unknown) => error);
    expect(await made.pause()).toBe(true);
    expect(await ended).toBeInstanceOf(Error);
    expect(await made.isRunning()).toBe(false);
    expect((await made.getInfo()).state).toBe("paused");

    const again = await Sandbox.connect(made.sandboxId, { ...connection, timeoutMs: 600_000 });
    let heard = "";
    await again.commands.connect(handle.pid, {
      onStdout: (text) => {
        heard += text;
      },
    });
    await again.commands.sendStdin(handle.pid, "awake");
    await eventually(() => heard === "awake");
    await again.kill();
  });
});
