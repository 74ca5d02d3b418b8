import { CommandExitError, Sandbox, TimeoutError } from "@e2b/code-interpreter";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./support/eventually.js";
import { SERVICES } from "./support/services.js";

const ECHO = `node -e "process.stdin.pipe(process.stdout)"`;

describe.each(SERVICES)("commands on $name", ({ open }) => {
  let sandbox: Sandbox;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const service = await open();
    const envs = { GREETING: "hello", PLACE: "nowhere" };
    sandbox = await Sandbox.create({ ...service.connection, timeoutMs: 600_000, envs });
    close = async () => {
      await sandbox.kill();
      await service.close();
    };
  });
  afterAll(() => close());

  it("give back what a program writes to its two outputs", async () => {
    const result = await sandbox.commands.run(`node -e 'console.log("out"); console.error("err")'`);
    expect(result).toMatchObject({ exitCode: 0, stdout: "out\n", stderr: "err\n" });
  });

  it("raise a program's exit code", async () => {
    const failed = await sandbox.commands.run("echo before; exit 3").catch((error) => error);
    expect(failed).toBeInstanceOf(CommandExitError);
    expect(failed).toMatchObject({ exitCode: 3, stdout: "before\n", error: "exit status 3" });
  });

  it("have the sandbox's environment, and their own before it", async () => {
    const { stdout } = await sandbox.commands.run('echo "$GREETING $PLACE"', {
      envs: { PLACE: "world" },
    });
    expect(stdout).toBe("hello world\n");
  });

  it("run where they are told to", async () => {
    await sandbox.files.makeDir("deep/below");
    const { stdout } = await sandbox.commands.run("pwd", { cwd: "deep/below" });
    expect(stdout).toMatch(/\/home\/user\/deep\/below\n$/);
    await expect(sandbox.commands.run("pwd", { cwd: "/no/such" })).rejects.toThrow("/no/such");
  });

  it("run as the user they are told to, in that user's home", async () => {
    const user = await sandbox.commands.run('echo "$USER $HOME"');
    expect(user.stdout).toMatch(/^user \S*\/home\/user\n$/);
    const root = await sandbox.commands.run('echo "$USER $HOME"', { user: "root" });
    expect(root.stdout).toMatch(/^root \S*\/root\n$/);
    await expect(sandbox.commands.run("true", { user: "nobody-here" })).rejects.toThrow(
      "nobody-here",
    );
  });

  it("stream their output while they run", async () => {
    let seen = "";
    const handle = await sandbox.commands.run("echo first; read line; echo second", {
      background: true,
      stdin: true,
      onStdout: (text) => {
        seen += text;
      },
    });
    await eventually(() => seen === "first\n");
    await handle.sendStdin("go on\n");
    expect((await handle.wait()).stdout).toBe("first\nsecond\n");
  });

  it("take input in order, until it is closed", async () => {
    const handle = await sandbox.commands.run(ECHO, { background: true, stdin: true });
    for (const text of ["one ", "two ", "žluťoučký 🐎"]) await handle.sendStdin(text);
    await handle.closeStdin();
    expect((await handle.wait()).stdout).toBe("one two žluťoučký 🐎");
  });

  it("refuse input that was not asked for", async () => {
    const handle = await sandbox.commands.run("sleep 60", { background: true });
    await expect(handle.sendStdin("text")).rejects.toThrow("stdin");
    await handle.kill();
  });

  it("can be killed once", async () => {
    const handle = await sandbox.commands.run("sleep 60", { background: true });
    expect(await handle.kill()).toBe(true);
    await expect(handle.wait()).rejects.toMatchObject({ exitCode: -1, error: "signal: killed" });
    await eventually(async () => !(await handle.kill()));
  });

  it("are listed while they run", async () => {
    const handle = await sandbox.commands.run("sleep 60", { background: true, envs: { A: "1" } });
    const listed = (await sandbox.commands.list()).find(({ pid }) => pid === handle.pid);
    expect(listed).toMatchObject({ cmd: "/bin/bash", args: ["-l", "-c", "sleep 60"] });
    await handle.kill();
    await eventually(async () => {
      return (await sandbox.commands.list()).every(({ pid }) => pid !== handle.pid);
    });
  });

  it("go on when nobody listens, and can be listened to again", async () => {
    const first = await sandbox.commands.run(ECHO, { background: true, stdin: true });
    await first.disconnect();
    let heard = "";
    const second = await sandbox.commands.connect(first.pid, {
      onStdout: (text) => {
        heard += text;
      },
    });
    await sandbox.commands.sendStdin(first.pid, "still there");
    await eventually(() => heard === "still there");
    await second.kill();
  });

  it("are killed when their time is over", async () => {
    const handle = await sandbox.commands.run("sleep 60", { background: true, timeoutMs: 1000 });
    await expect(handle.wait()).rejects.toBeInstanceOf(TimeoutError);
    await eventually(async () => {
      return (await sandbox.commands.list()).every(({ pid }) => pid !== handle.pid);
    });
  });

  it("carry 10 MB in and out", async () => {
    const options = { background: true, stdin: true, timeoutMs: 0 } as const;
    const handle = await sandbox.commands.run(ECHO, options);
    const megabyte = "0123456789abcdef".repeat(1 << 16);
    for (let sent = 0; sent < 10; sent += 1) await handle.sendStdin(megabyte);
    await handle.closeStdin();
    const { stdout } = await handle.wait();
    expect(stdout === megabyte.repeat(10)).toBe(true);
  }, 180_000);

  it("report output to a listener that is slow in full", async () => {
    let length = 0;
    const result = await sandbox.commands.run(`node -e 'console.log("x".repeat(3e6))'`, {
      onStdout: async (text) => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        length += text.length;
      },
    });
    expect([length, result.stdout.length]).toEqual([3_000_001, 3_000_001]);
  });
});
