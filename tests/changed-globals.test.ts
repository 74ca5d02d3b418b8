import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type CodeModeConfig, createToolServer } from "@toolweave/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open } from "./support/clients.js";

const adder = createToolServer("adder", [
  {
    name: "add",
    inputSchema: { type: "object", properties: { a: { type: "number" }, b: { type: "number" } } },
    handler: ({ a, b }) => ({ content: [{ type: "text", text: String(Number(a) + Number(b)) }] }),
  },
]);
const CODE = "return Number(await adder.add({ a: 1, b: 2 }))";
const CARELESS_SERVER = fileURLToPath(new URL("fixtures/careless-server.mjs", import.meta.url));

afterEach(() => {
  vi.useRealTimers();
});

describe("fake timers", () => {
  it.each(["vm", "quickjs"])(
    "do not keep %s from running code",
    { timeout: 10_000 },
    async (executor) => {
      const client = open({ adder: { server: adder } }, { executor });
      vi.useFakeTimers();
      for (let round = 0; round < 20; round++) {
        const first = await client.executeCode(CODE);
        const next = await client.executeCode(
          "console.log('x'.repeat(100)); return (await search_tools('add')).results.length",
        );
        expect([first.error, first.result]).toEqual([null, 3]);
        expect([next.error, next.result]).toEqual([null, 1]);
      }
    },
  );

  // Jest's are functions of a `process` of its own, and are there before an executor that only its name tells of.
  it.each(["vm", "quickjs"])(
    "with nextTick among them keep no %s from running code",
    async (executor) => {
      const result = await ranIn(`
      const { createToolServer, MCPClient } = await import("@toolweave/core");
      globalThis.process = Object.create(process, { nextTick: { value() {} } });
      globalThis.queueMicrotask = () => {};
      ${addingBy({ executor })}
    `);
      expect(result).toEqual([null, 3]);
    },
  );

  // As Jest's `fakeTimers: { enableGlobally: true }`, which keeps Node's own `process` from tests altogether.
  it.each(["vm", "quickjs"])(
    "that were there before core keep no %s from running code",
    async (executor) => {
      const result = await ranIn(`
      const node = process.getBuiltinModule;
      // The deadline is none that would keep the program alive, as the test runner does.
      const alive = setInterval(() => {}, 1_000);
      globalThis.process = Object.create(process, {
        nextTick: { value() {} },
        getBuiltinModule: { value: (name) => name.endsWith("process") ? globalThis.process : node(name) },
      });
      for (const name of ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"]) globalThis[name] = () => ({});
      const { createToolServer, MCPClient } = await import("@toolweave/core");
      ${addingBy({ executor })}
      clearInterval(alive);
    `);
      expect(result).toEqual([null, 3]);
    },
  );

  it("are what deadlines go by", async () => {
    const client = open({});
    await client.executeCode("return 1");
    vi.useFakeTimers();
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const running = client.executeCode("console.log(1); await new Promise(() => {})", {
      timeout: 60_000,
      onLog: () => begin(),
    });
    await begun;
    vi.advanceTimersByTime(60_000);
    expect((await running).error_details?.code).toBe("EXECUTION_TIMEOUT");
  });
});

// As in the environments of Jest and of Vitest's vmThreads.
describe("the globals of a jsdom", () => {
  const JSDOM = `
    const { clearTimeout: clear, setInterval: every, setTimeout: after } = globalThis;
    globalThis.setTimeout = (...given) => Number(after(...given));
    globalThis.setInterval = (...given) => Number(every(...given));
    for (const name of ["fetch", "Headers", "Response", "ReadableStream", "TransformStream", "TextDecoder",
      "TextEncoder", "setImmediate", "structuredClone"]) delete globalThis[name];
    const { createToolServer, MCPClient } = await import("@toolweave/core");
  `;

  it.each(["vm", "quickjs"])("are enough for %s, and for approvals", async (executor) => {
    const policy = `{ default: "ask", approve: ({ args }) => args.a === 1 }`;
    expect(await ranIn(`${JSDOM} ${addingBy({ executor }, policy)}`)).toEqual([null, 3]);
  });

  it("are enough for servers that are processes", async () => {
    const server = { command: process.execPath, args: [CARELESS_SERVER] };
    const result = await ranIn(`${JSDOM}
      const client = new MCPClient({ mcpServers: { careless: ${JSON.stringify(server)} } }, { codeMode: true });
      const { error, result } = await client.executeCode("return await careless.echo({ n: 1 })");
      console.log(JSON.stringify([error, result]));
      await client.close();
    `);
    expect(result).toEqual([null, { n: 1 }]);
  });

  it("are too little for servers over HTTP, which the error says", async () => {
    const result = await ranIn(`${JSDOM}
      const client = new MCPClient({ mcpServers: { far: { url: "http://127.0.0.1:9/mcp" } } }, { codeMode: true });
      const { error_details } = await client.executeCode("return await far.look({})");
      console.log(JSON.stringify([error_details.code, error_details.message]));
      await client.close();
    `);
    expect(result).toEqual([
      "SERVER_UNAVAILABLE",
      expect.stringMatching(/TransformStream is not defined.*fetch.*environment/),
    ]);
  });
});

it("a Promise of the host's own in the place of the global one changes nothing", async () => {
  const result = await ranIn(`
    globalThis.Promise = class HostPromise extends Promise {};
    const { createToolServer, MCPClient } = await import("@toolweave/core");
    ${addingBy({})}
  `);
  expect(result).toEqual([null, 3]);
});

describe("Node without WebAssembly", () => {
  it.each([
    ["quickjs", "return 1", /no WebAssembly.*--jitless.*executor vm/],
    ["vm", "const n: number = 1; return n", /no WebAssembly.*--jitless.*JavaScript runs/],
  ])("is named as what %s lacks for %j, with what to do", async (executor, code, message) => {
    const program = `
      const { MCPClient } = await import("@toolweave/core");
      const client = new MCPClient({ mcpServers: {} }, { codeMode: { executor: "${executor}" } });
      const { error_details } = await client.executeCode(${JSON.stringify(code)});
      console.log(JSON.stringify([error_details.code, error_details.message]));
      await client.close();
    `;
    expect(await ranIn(program, ["--jitless"])).toEqual([
      "SANDBOX_START_FAILED",
      expect.stringMatching(message),
    ]);
  });
});

/** Text of a program that runs the code, and prints its error and its result. */
function addingBy(codeMode: CodeModeConfig, policy = "undefined"): string {
  return `
    const adder = createToolServer("adder", [
      { name: "add", inputSchema: { type: "object" }, handler: () => ({ content: [{ type: "text", text: "3" }] }) },
    ]);
    const client = new MCPClient({ mcpServers: { adder: { server: adder } } }, {
      codeMode: { ...${JSON.stringify(codeMode)}, policy: ${policy} },
    });
    const { error, result } = await client.executeCode(${JSON.stringify(CODE)});
    console.log(JSON.stringify([error, result]));
    await client.close();
  `;
}

/** What a program of its own prints, with the global objects that it makes for itself. */
async function ranIn(program: string, flags: readonly string[] = []): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, "--input-type=module", "-e", program],
    { cwd: fileURLToPath(new URL(".", import.meta.url)), timeout: 20_000 },
  );
  return JSON.parse(stdout);
}
