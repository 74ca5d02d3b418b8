import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { BIN, cli } from "./support/cli.js";
import { demoServer, project } from "./support/project.js";

interface Answer {
  readonly id: unknown;
  readonly result?: { readonly structuredContent?: unknown };
  readonly error?: { readonly code: number; readonly message: string };
}

const ping = (id: unknown, params: object = {}): string =>
  JSON.stringify({ jsonrpc: "2.0", id, method: "ping", params });

const run = (id: unknown, code: string): string => {
  const params = { name: "execute_code", arguments: { code } };
  return JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params });
};

/** Serves what stands in a file. */
async function serveFile(cwd: string, file: string): Promise<{ code: unknown; answers: Answer[] }> {
  const stdin = openSync(file, "r");
  const child = spawn(process.execPath, [BIN, "serve"], { cwd, stdio: [stdin, "pipe", "ignore"] });
  closeSync(stdin);
  onTestFinished(() => void child.kill("SIGKILL"));
  const [output, [code]] = await Promise.all([
    text(child.stdout as Readable),
    once(child, "close"),
  ]);
  return { code, answers: answersIn(output) };
}

function answersIn(output: string): Answer[] {
  const lines = output.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Answer);
}

async function serveText(cwd: string, input: string): Promise<Answer[]> {
  const { stdout } = await cli(["serve"], { cwd, input });
  return answersIn(stdout);
}

describe("stdin of toolweave serve", () => {
  it("may be /dev/null, and serving ends at once", async () => {
    expect(await serveFile(project(), "/dev/null")).toEqual({ code: 0, answers: [] });
  });

  it("may be a file, whose requests are answered", async () => {
    const cwd = project();
    const file = join(cwd, "requests.jsonl");
    writeFileSync(file, `${run(1, "return 1 + 1")}\n`);
    const { code, answers } = await serveFile(cwd, file);
    expect(code).toBe(0);
    expect(answers).toMatchObject([{ id: 1, result: { structuredContent: { result: 2 } } }]);
  });

  it("may end without a newline", async () => {
    expect(await serveText(project(), `${ping(1)}\n${ping(2)}`)).toMatchObject([
      { id: 1, result: {} },
      { id: 2, result: {} },
    ]);
  });

  it("may end before code does: the request is told that nothing will come of it", async () => {
    const cwd = project({ mcpServers: { demo: demoServer() } });
    const answers = await serveText(cwd, `${run(1, "return await demo.wait({ ms: 20000 })")}\n`);
    expect(answers).toMatchObject([{ id: 1, error: { code: -32_000 } }]);
    expect(answers[0]?.error?.message).toContain("within five seconds");
  });

  it("takes messages of many megabytes, and refuses larger ones without an end of the session", async () => {
    const input = [12, 65, 0].map((mb) => ping(mb, { x: "x".repeat(mb << 20) })).join("\n");
    expect(await serveText(project(), `${input}\n`)).toMatchObject([
      { id: 12, result: {} },
      { id: null, error: { code: -32_600, message: expect.stringContaining("larger than") } },
      { id: 0, result: {} },
    ]);
  });
});

it.each([
  ["no JSON", '{"jsonrpc":"2.0","id":7,"meth', null, -32_700],
  ["a batch", `[${ping(8)}]`, null, -32_600],
  ["an id with a fraction", ping(1.5), null, -32_600],
  ["no version", '{"id":9,"method":"ping"}', 9, -32_600],
])("whoever sends %s is told so", async (_case, line, id, code) => {
  expect(await serveText(project(), `${line}\n`)).toMatchObject([{ id, error: { code } }]);
});

it("an answer that is not understood is not answered", async () => {
  const line = '{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no"}}';
  expect(await serveText(project(), `${line}\n`)).toEqual([]);
});
