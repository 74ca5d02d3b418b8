import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { startCli } from "./support/cli.js";
import { eventually } from "./support/processes.js";
import { project } from "./support/project.js";
import { gathered } from "./support/terminal.js";

interface Answer {
  readonly id?: unknown;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Talks to `toolweave serve` line by line, as no client of the SDK would. */
function talk(cwd: string): {
  send: (line: string) => void;
  answerTo: (id: unknown) => Promise<Answer>;
  hasEnded: () => boolean;
} {
  const child = startCli(["serve"], { cwd });
  const answers: Answer[] = [];
  createInterface(child.stdout).on("line", (line) => answers.push(JSON.parse(line) as Answer));
  return {
    send: (line) => void child.stdin.write(`${line}\n`),
    answerTo: (id) => eventually(() => answers.find((answer) => answer.id === id)),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
  };
}

const request = (id: unknown, method: unknown, params: unknown = {}): string =>
  JSON.stringify({ jsonrpc: "2.0", id, method, params });

const INITIALIZE = {
  protocolVersion: "2025-06-18",
  capabilities: {},
  clientInfo: { name: "test", version: "1" },
};

it.each([
  ["no JSON", "what is this"],
  ["half a message", '{"jsonrpc":"2.0","id":7,"meth'],
  ["an empty line", ""],
  ["null", "null"],
  ["a number", "1e999"],
  ["an empty batch", "[]"],
  ["a batch", `[${request(8, "ping")}]`],
  ["no version", '{"id":9,"method":"ping"}'],
  ["no method", '{"jsonrpc":"2.0","id":10}'],
  ["a method that is none", request(11, 5)],
  ["an id that is none", request({}, "ping")],
  ["params that are none", request(12, "tools/call", "x")],
  ["an answer to nothing", '{"jsonrpc":"2.0","id":13,"result":{}}'],
  ["a prototype", '{"jsonrpc":"2.0","id":14,"method":"__proto__","__proto__":{"a":1}}'],
  ["bytes that are no text", "\u0000\ufffd\ud800"],
  ["a very deep message", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ["a very long message", request(15, "ping", { x: "x".repeat(8 << 20) })],
])("serve goes on after %s", async (_case, line) => {
  const { send, answerTo, hasEnded } = talk(project());
  send(line);
  send(request(1, "initialize", INITIALIZE));
  expect((await answerTo(1)).result).toMatchObject({ serverInfo: { name: "toolweave" } });
  send(JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }));
  send(line);
  const call = { name: "execute_code", arguments: { code: "return 1 + 1" } };
  send(request(2, "tools/call", call));
  const { result } = await answerTo(2);
  expect(result?.["structuredContent"]).toMatchObject({ result: 2 });
  expect(hasEnded()).toBe(false);
});

it("serve answers what it does not know as the protocol says", async () => {
  const { send, answerTo } = talk(project());
  send(request(1, "initialize", INITIALIZE));
  send(request(2, "no/such/method"));
  send(request(3, "tools/call", { name: "no_such_tool" }));
  send(request(4, "tools/call", { name: 1 }));
  expect((await answerTo(2)).error?.code).toBe(-32_601);
  expect((await answerTo(3)).error?.code).toBe(-32_602);
  expect((await answerTo(4)).error?.code).toBeLessThan(0);
});

it.each([
  ["tools/call", { name: 1 }, "params.name must be a string, not a number"],
  [
    "tools/call",
    { name: "execute_code", arguments: null },
    "params.arguments must be an object, not null",
  ],
  [
    "tools/call",
    { name: "execute_code", arguments: ["1"] },
    "params.arguments must be an object, not an array",
  ],
  ["tools/list", { cursor: {} }, "params.cursor must be a string, not an object"],
  [
    "initialize",
    { protocolVersion: "2025-06-18" },
    "params.capabilities is missing: it must be an object",
  ],
])("serve says in words which params of %s do not fit: %j", async (method, params, says) => {
  const { send, answerTo } = talk(project());
  send(request(1, "initialize", INITIALIZE));
  send(request(2, method, params));
  expect((await answerTo(2)).error).toEqual({ code: -32_602, message: `Invalid params: ${says}.` });
});

it("serve answers a call that asks for a task as any other, for it has no tasks", async () => {
  const { send, answerTo } = talk(project());
  send(request(1, "initialize", INITIALIZE));
  const call = { name: "execute_code", arguments: { code: "return 2" }, task: { ttl: 60_000 } };
  send(request(2, "tools/call", call));
  expect((await answerTo(2)).result?.["structuredContent"]).toMatchObject({ result: 2 });
});

it("serve answers a request that is cancelled before it comes", async () => {
  const { send, answerTo } = talk(project());
  send(request(1, "initialize", INITIALIZE));
  await answerTo(1);
  const params = { requestId: 2 };
  const cancel = JSON.stringify({ jsonrpc: "2.0", method: "notifications/cancelled", params });
  const call = { name: "execute_code", arguments: { code: "return 2" } };
  send(`${cancel}\n${request(2, "tools/call", call)}`);
  expect((await answerTo(2)).result?.["structuredContent"]).toMatchObject({ result: 2 });
});

it("serve reads what begins with a byte order mark", async () => {
  const { send, answerTo } = talk(project());
  send(`\uFEFF${request(1, "initialize", INITIALIZE)}`);
  expect((await answerTo(1)).result).toMatchObject({ serverInfo: { name: "toolweave" } });
});

it("serve ends after the handshake where its configuration is wrong", async () => {
  const child = startCli(["serve"], { cwd: project({ mcpServers: { code_mode: { url: "x" } } }) });
  child.stdin.write(`${request(1, "initialize", INITIALIZE)}\n`);
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect(code).toBe(2);
  expect(stderr).toContain("code_mode");
});

it("serve answers what was asked before stdin ended, and then ends", async () => {
  const child = startCli(["serve"], { cwd: project() });
  const stdout = gathered(child.stdout);
  const code = "await new Promise((go) => setTimeout(go, 300)); return 'late'";
  const call = { name: "execute_code", arguments: { code } };
  const first = { name: "execute_code", arguments: { code: "return 'there'" } };
  child.stdin.write(
    `${request(0, "initialize", INITIALIZE)}\n${request(1, "tools/call", first)}\n`,
  );
  // A busy machine takes long to start what runs code, and there are five seconds for what is late.
  await eventually(() => stdout().includes("there"));
  const asked = [
    JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }),
    request(2, "tools/call", call),
    request(3, "tools/call", call),
    JSON.stringify({
      jsonrpc: "2.0",
      method: "notifications/cancelled",
      params: { requestId: 3 },
    }),
  ];
  child.stdin.end(`${asked.join("\n")}\n`);
  const [exitCode] = await once(child, "close");
  const answers = stdout().trim().split("\n");
  expect(exitCode).toBe(0);
  expect(answers.map((line) => (JSON.parse(line) as Answer).id)).toEqual([0, 1, 2]);
  expect(answers[2]).toContain("late");
});

it("serve refuses a request with the id of one that is not answered yet", async () => {
  const { send, answerTo } = talk(project());
  const run = (id: unknown, code: string): string =>
    request(id, "tools/call", { name: "execute_code", arguments: { code } });
  send(request(1, "initialize", INITIALIZE));
  await answerTo(1);
  const first = run(2, "await new Promise((done) => setTimeout(done, 1_000)); return 'first'");
  send(`${first}\n${run(2, "return 'second'")}`);
  const { error } = await answerTo(null);
  expect(error?.code).toBe(-32_600);
  expect(error?.message).toContain("there is an unanswered request with the id 2");
  expect((await answerTo(2)).result?.["structuredContent"]).toMatchObject({ result: "first" });
  send(run("2", "return 'a text is another id'"));
  expect((await answerTo("2")).result).toBeDefined();
});

it("serve names a tool that it does not have, and those that it has", async () => {
  const { send, answerTo } = talk(project());
  send(request(1, "initialize", INITIALIZE));
  send(request(2, "tools/call", { name: "constructor", arguments: {} }));
  expect((await answerTo(2)).error).toEqual({
    code: -32_602,
    message: "Unknown tool: constructor. There are execute_code and search_tools.",
  });
});
