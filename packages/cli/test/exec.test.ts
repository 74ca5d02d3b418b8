import { once } from "node:events";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, startCli } from "./support/cli.js";
import { eventually, isRunning } from "./support/processes.js";
import { demoServer, journalOf, npmServer, project } from "./support/project.js";

const DEMO = { mcpServers: { demo: demoServer() } };

describe("toolweave exec", () => {
  it("gives the result as JSON on stdout and the log on stderr", async () => {
    const code = "console.log('hi'); return { sum: await demo.add({ a: 1, b: 2 }) }";
    const { code: exit, stdout, stderr } = await cli(["exec", "-e", code], { cwd: project(DEMO) });
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ sum: "3" });
    expect(stderr).toBe("hi\n");
  });

  it.each(["vm", "quickjs"])("gives nothing for code that returns nothing, in %s", async (name) => {
    const args = ["exec", "--executor", name, "-e", "console.log('only log')"];
    const outcome = await cli(args, { cwd: project() });
    expect(outcome).toEqual({ code: 0, stdout: "", stderr: "only log\n" });
  });

  it("says on stderr what code emits: texts, and of other content what it is", async () => {
    const resource = '{ type: "resource", resource: { uri: "a://b", text: "c" } }';
    const code = `emit("a text"); emit(${resource}); emit({ type: "image", data: "AAAA", mimeType: "image/png" })`;
    const outcome = await cli(["exec", "-e", code], { cwd: project() });
    expect(outcome).toMatchObject({
      code: 0,
      stderr: "a text\n[resource a://b]\n[image/png, 3 bytes]\n",
    });
    expect((await cli(["exec", "--json", "-e", code], { cwd: project() })).stderr).toBe("");
  });

  it("takes code from a file, and from stdin", async () => {
    const cwd = project();
    writeFileSync(join(cwd, "code.ts"), "const n: number = 2; return n");
    expect((await cli(["exec", "code.ts"], { cwd })).stdout).toBe("2\n");
    expect((await cli(["exec", "-"], { cwd, input: "return 3" })).stdout).toBe("3\n");
    expect((await cli(["exec"], { cwd, input: "return 4" })).stdout).toBe("4\n");
  });

  it("runs code in QuickJS where nothing else is configured", async () => {
    const cwd = project();
    writeFileSync(join(cwd, "toolweave.json"), '{ "mcpServers": {} }');
    expect((await cli(["exec", "-e", "return 1 + 1"], { cwd })).stdout).toBe("2\n");
  });

  it("gives the whole outcome with --json", async () => {
    const { stdout } = await cli(["exec", "--json", "-e", "return 1"], { cwd: project() });
    expect(JSON.parse(stdout)).toMatchObject({ result: 1, logs: [], error: null });
  });

  it("writes a trace of calls and logs", async () => {
    const cwd = project(DEMO);
    const code = "console.log('x'); return await demo.add({ a: 1, b: 2 })";
    await cli(["exec", "--trace", "trace.json", "-e", code], { cwd });
    const { traceEvents } = JSON.parse(readFileSync(join(cwd, "trace.json"), "utf8"));
    const names = traceEvents.map(({ name }: { name: string }) => name);
    expect(names).toEqual(["execution", "demo.add", "log"]);
  });

  it.each([
    ["1 where the code throws", "throw new Error('no')", 1, "no"],
    ["1 where the code does not parse", "return (", 1, "SyntaxError"],
    ["3 at the deadline", "for (;;);", 3, "timed out"],
    ["4 where the policy refuses", "await demo.remove({ name: 'x' })", 4, "PolicyError"],
  ])("exits with %s", async (_case, code, exit, says) => {
    const policy = { rules: [{ match: "demo.remove", action: "deny" }] };
    const cwd = project({ ...DEMO, codeMode: { policy } });
    const outcome = await cli(["exec", "-t", "1s", "-e", code], { cwd });
    expect(outcome.code).toBe(exit);
    expect(outcome.stderr).toContain(says);
    expect(outcome.stdout).toBe("");
  });

  it.each([
    ["an unknown option", ["exec", "--evil", "1"], "--eval"],
    ["a file that does not exist", ["exec", "none.js"], "none.js"],
    ["a wrong duration", ["exec", "-t", "soon", "-e", "1"], "soon"],
    ["an executor that is not installed", ["exec", "--executor", "nope", "-e", "1"], "npm install"],
  ])("exits with 2 for %s", async (_case, args, says) => {
    const outcome = await cli(args, { cwd: project() });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain(says);
  });

  it("warns of a broken server, and does without it", async () => {
    const broken = { command: process.execPath, args: ["-e", "process.exit(3)"] };
    const cwd = project({ mcpServers: { broken, demo: demoServer() } });
    const { code, stderr } = await cli(["exec", "-e", "return demo.add({ a: 1, b: 1 })"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('"broken"');
  });

  it("shows the last lines that a broken server wrote", async () => {
    const dying = "for (let i = 0; i < 9; i++) console.error('word ' + i); process.exit(3)";
    const broken = { command: process.execPath, args: ["-e", dying] };
    const cwd = project({ mcpServers: { broken } });
    const { stderr } = await cli(["exec", "-e", "return 1"], { cwd });
    const words = [4, 5, 6, 7, 8].map((i) => `    word ${i}\n`).join("");
    expect(stderr).toContain(`Its last words on stderr:\n    …\n${words}`);
  });

  it("exits with 4 where the policy asks and there is no terminal", async () => {
    const policy = { rules: [{ match: "demo.remove", action: "ask" }] };
    const cwd = project({ ...DEMO, codeMode: { policy } });
    const { code, stderr } = await cli(["exec", "-e", "demo.remove({ name: 'x' })"], { cwd });
    expect(code).toBe(4);
    expect(stderr).toContain("there is no terminal to ask at");
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends with its servers on %s", async (signal, exit) => {
    const cwd = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const child = startCli(["exec", "-e", "await demo.wait({ ms: 60000 })"], { cwd });
    await eventually(() => journalOf(cwd).includes("wait began"));
    const server = Number(/pid (\d+)/.exec(journalOf(cwd))?.[1]);
    child.kill(signal);
    const [code] = await once(child, "exit");
    expect(code).toBe(exit);
    await eventually(() => !isRunning(server));
  });

  it("leaves no server behind when it is killed", async () => {
    const cwd = project({ mcpServers: { demo: demoServer("journal.txt") } });
    const child = startCli(["exec", "-e", "await demo.wait({ ms: 60000 })"], { cwd });
    await eventually(() => journalOf(cwd).includes("wait began"));
    const server = Number(/pid (\d+)/.exec(journalOf(cwd))?.[1]);
    child.kill("SIGKILL");
    expect(await eventually(() => !isRunning(server))).toBe(true);
  });
});

describe("the other commands", () => {
  it("search finds tools", async () => {
    const args = ["search", "add", "two", "numbers", "--json", "-n", "1"];
    const { stdout } = await cli(args, { cwd: project(DEMO) });
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ call: "demo.add" }] });
  });

  it("types takes - for stdout", async () => {
    const cwd = project(DEMO);
    const { stdout } = await cli(["types", "--server", "demo", "--output", "-"], { cwd });
    expect(stdout).toContain("declare var demo");
    expect(existsSync(join(cwd, "-"))).toBe(false);
  });

  it("types writes declarations", async () => {
    const { stdout } = await cli(["types", "--server", "demo"], { cwd: project(DEMO) });
    expect(stdout).toContain("add(args: { a: number; b: number })");
  });

  it("doctor names the one of five servers that is broken, with a fix", async () => {
    const mcpServers = {
      demo: demoServer(),
      files: npmServer("filesystem", "."),
      memory: npmServer("memory"),
      everything: npmServer("everything"),
      broken: { command: "there-is-no-such-program" },
    };
    const { code, stdout } = await cli(["doctor", "--json"], { cwd: project({ mcpServers }) });
    expect(code).toBe(1);
    const { servers, executor, tokens } = JSON.parse(stdout);
    const failed = servers.filter(({ ok }: { ok: boolean }) => !ok);
    expect(failed).toMatchObject([{ name: "broken", fix: expect.stringContaining("install") }]);
    expect(executor).toMatchObject({ name: "vm", ok: true });
    expect(tokens.codeMode).toBeLessThan(tokens.direct / 4);
  });

  it("waits for a server that hangs no longer than its code may take", async () => {
    const hung = { command: process.execPath, args: ["-e", "setInterval(() => {}, 1e6)"] };
    const cwd = project({ mcpServers: { demo: demoServer(), hung } });
    const start = Date.now();
    const args = ["exec", "--timeout", "2s", "-e", "return await demo.add({ a: 1, b: 1 })"];
    const { code, stdout, stderr } = await cli(args, { cwd });
    expect(Date.now() - start).toBeLessThan(25_000);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '"2"\n' });
    expect(stderr).toContain('The server "hung" had not answered in time');
  });

  it.each([["exec", "-e", "return 1"], ["repl"]])(
    "names the file with wrong options of the executor, before a server is started: %s",
    async (...args) => {
      const code = "require('fs').writeFileSync('started', '')";
      const mcpServers = { noted: { command: process.execPath, args: ["-e", code] } };
      const cwd = project({ mcpServers, codeMode: { executorOptions: { timeout: 5 } } });
      const { code: exit, stderr } = await cli(args, { cwd, input: "return 1\n" });
      expect(exit).toBe(2);
      expect(stderr).toContain(`${join(cwd, "toolweave.json")}: codeMode.executorOptions has the`);
      expect(existsSync(join(cwd, "started"))).toBe(false);
    },
  );

  it.each(["vm", "quickjs"])("names the place of a timeout that is none: %s", async (executor) => {
    const cwd = project({ codeMode: { executor, executorOptions: { timeoutMs: "60s" } } });
    const { code, stderr } = await cli(["exec", "-e", "return 1"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("codeMode.executorOptions.timeoutMs must be a number of milliseconds");
  });

  it("does not say of a server that ended while code ran that it was left out", async () => {
    const cwd = project({ mcpServers: { quits: demoServer("", "quit"), demo: demoServer() } });
    const code = "try { await quits.quit() } catch (error) { return error.message }";
    const { stdout, stderr } = await cli(["exec", "-e", code], { cwd });
    expect(stdout).toContain('The server \\"quits\\" is gone');
    expect(stderr).toBe("");
  });

  it("starts a server that fails once, and says so once, before what the code logs", async () => {
    const note =
      "require('fs').appendFileSync('starts', 'x'); console.error('no key'); process.exit(3)";
    const broken = { command: process.execPath, args: ["-e", note] };
    const cwd = project({ mcpServers: { broken } });
    const args = ["exec", "-e", "console.log('hi'); return 1"];
    const { code, stderr } = await cli(args, { cwd });
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, "starts"), "utf8")).toBe("x");
    expect(stderr).toMatch(/^warning: The server "broken" could not be connected[\s\S]*\nhi\n$/);
    expect(stderr.match(/warning:/g)).toHaveLength(1);
  });

  it("refuses --watch where there is no file", async () => {
    for (const args of [["-w", "-e", "return 1"], ["-w"], ["-w", "-"]]) {
      const { code, stderr } = await cli(["exec", ...args], { cwd: project(), input: "return 1" });
      expect(code).toBe(2);
      expect(stderr).toContain("There is no file to watch");
    }
  });

  it.each(["none/trace.json", ".", "trace/", ""])(
    "runs no code whose trace cannot be written to %j",
    async (trace) => {
      const code = "return await demo.add({ a: 1, b: 2 })";
      const args = ["exec", "-e", code, "--verbose", "--trace", trace];
      const outcome = await cli(args, { cwd: project(DEMO) });
      expect(outcome).toMatchObject({ code: 2, stdout: "" });
      expect(outcome.stderr).toContain("The trace cannot be written");
      expect(outcome.stderr).not.toContain("demo.add");
    },
  );

  it("exec gives what the code returned although the trace cannot be written", async () => {
    const cwd = project();
    // Only writing shows that the link leads nowhere.
    symlinkSync("none/trace.json", join(cwd, "trace.json"));
    const args = ["exec", "-e", "return 7", "--trace", "trace.json"];
    const { code, stdout, stderr } = await cli(args, { cwd });
    expect(stdout).toBe("7\n");
    expect(stderr).toContain("The trace cannot be written");
    expect(code).toBe(2);
  });
});
