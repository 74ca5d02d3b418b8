/** Executors of others that do not do what they should: the host lives, and says what was wrong. */
import { runInNewContext } from "node:vm";
import {
  BaseCodeExecutor,
  createToolServer,
  type ExecutionResult,
  MCPClient,
  type Sandbox,
  type SandboxSpec,
} from "@toolweave/core";
import { VMCodeExecutor } from "@toolweave/executor-vm";
import { afterEach, describe, expect, it } from "vitest";

const tools = createToolServer("tools", [
  {
    name: "echo",
    inputSchema: { type: "object" },
    handler: (args) => ({ content: [], structuredContent: args }),
  },
]);

type Fault = (sandbox: Sandbox) => void;

/** Does what `fault` does to each sandbox. */
class FaultyExecutor extends VMCodeExecutor {
  readonly #fault: Fault;

  constructor(fault: Fault) {
    super();
    this.#fault = fault;
  }

  protected override async openSandbox(spec: SandboxSpec): Promise<Sandbox> {
    const sandbox = await super.openSandbox(spec);
    this.#fault(sandbox);
    return sandbox;
  }
}

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
process.on("unhandledRejection", note);

let client: MCPClient;
afterEach(async () => {
  await client.close();
  expect(unhandled).toEqual([]);
});

async function run(fault: Fault): ReturnType<MCPClient["executeCode"]> {
  const executor = new FaultyExecutor(fault);
  client = new MCPClient({ mcpServers: { tools: { server: tools } } }, { codeMode: { executor } });
  return client.executeCode("return await tools.echo({ a: 1 })", 10_000);
}

const hearing =
  (hear: (listener: (message: string) => void) => (message: string) => void): Fault =>
  (sandbox) => {
    const { onMessage } = sandbox;
    sandbox.onMessage = (listener) => onMessage.call(sandbox, hear(listener));
  };

describe("a sandbox", () => {
  it("whose post() throws in the midst ends the execution", async () => {
    let posts = 0;
    const { error_details } = await run((sandbox) => {
      const { post } = sandbox;
      sandbox.post = (message) => {
        if (++posts > 2) throw new Error("the line is cut");
        post.call(sandbox, message);
      };
    });
    expect(error_details).toMatchObject({
      code: "SANDBOX_DIED",
      message: expect.stringContaining("the line is cut"),
    });
  });

  it.each([1, 2, 3])("whose post() rejects at message %i ends the execution", async (failing) => {
    let posts = 0;
    const { error_details } = await run((sandbox) => {
      const { post } = sandbox;
      sandbox.post = async (message) => {
        if (++posts >= failing) throw new Error("the line is cut");
        post.call(sandbox, message);
      };
    });
    expect(error_details).toMatchObject({
      code: "SANDBOX_DIED",
      message: expect.stringContaining("the line is cut"),
    });
  });

  it("whose post() answers with another realm's promise, which rejects, ends the execution", async () => {
    const { error_details } = await run((sandbox) => {
      sandbox.post = () => runInNewContext(`Promise.reject(new Error("the line is cut"))`);
    });
    expect(error_details?.code).toBe("SANDBOX_DIED");
    expect(error_details?.message).toContain("the line is cut");
  });

  it.each(["onMessage", "onExit"] as const)(
    "whose %s() rejects, as where it subscribes over a network, ends the execution",
    async (method) => {
      const { error_details } = await run((sandbox) => {
        sandbox[method] = async () => {
          throw new Error("no subscription");
        };
      });
      expect(error_details).toMatchObject({ code: "SANDBOX_DIED", message: "no subscription" });
    },
  );

  it("whose exit has a message that is no text ends the execution", async () => {
    const { error_details } = await run((sandbox) => {
      sandbox.onExit = (listener) => {
        setTimeout(() => listener({ kind: "crash", message: Symbol("gone") as never }), 50);
      };
      sandbox.onMessage = () => {};
    });
    expect(error_details).toMatchObject({ code: "SANDBOX_DIED", message: "Symbol(gone)" });
  });

  it.each<[what: string, dispose: (sandbox: Sandbox) => void]>([
    [
      "throws",
      () => {
        throw new Error("stuck");
      },
    ],
    ["rejects", () => Promise.reject(new Error("stuck"))],
  ])("whose dispose() %s takes nothing from the outcome, and it is in the log", async (_, fail) => {
    const { result, logs } = await run((sandbox) => {
      const { dispose } = sandbox;
      sandbox.dispose = (options) => {
        void dispose.call(sandbox, options);
        return fail(sandbox);
      };
    });
    expect(result).toEqual({ a: 1 });
    expect(logs).toEqual(["[WARN] The sandbox could not be disposed of: stuck"]);
  });

  it("that delivers each message twice has no call made twice", async () => {
    const { error_details, tool_calls } = await run(
      hearing((listener) => (message) => {
        listener(message);
        listener(message);
      }),
    );
    expect(error_details?.code).toBe("PROTOCOL_VIOLATION");
    expect(tool_calls).toHaveLength(1);
  });

  it.each([undefined, null, 5, {}, Symbol("x"), "garbage", "x".repeat(80 << 20)])(
    "that delivers what is no message ends the execution (%#)",
    async (garbage) => {
      const { error_details } = await run(hearing((listener) => () => listener(garbage as string)));
      expect(error_details?.code).toBe("PROTOCOL_VIOLATION");
    },
  );

  it("that ends without a word ends the execution", async () => {
    const { error_details } = await run((sandbox) => {
      sandbox.onExit = (listener) => void setTimeout(listener as () => void, 50);
      sandbox.onMessage = () => {};
    });
    expect(error_details?.code).toBe("SANDBOX_DIED");
  });
});

it.each<[what: string, spoil: (sandbox: Sandbox) => unknown, says: string]>([
  ["nothing", () => undefined, "resolved with undefined"],
  ["null", () => null, "resolved with null"],
  ["a text", () => "sandbox", 'resolved with "sandbox"'],
  ["part of a sandbox", () => ({ post() {}, dispose() {} }), "no onMessage() and no onExit()"],
  [
    "a sandbox that cannot be disposed of",
    (sandbox) => Object.create(sandbox, { dispose: { value: undefined } }),
    "has no dispose()",
  ],
])("openSandbox that resolves with %s is said to be wrong", async (_, spoil, says) => {
  class Spoilt extends VMCodeExecutor {
    protected override async openSandbox(spec: SandboxSpec): Promise<Sandbox> {
      return spoil(await super.openSandbox(spec)) as Sandbox;
    }
  }
  client = new MCPClient({ mcpServers: {} }, { codeMode: { executor: new Spoilt() } });
  const { logs, error_details } = await client.executeCode("return 1");
  expect(error_details).toMatchObject({
    code: "EXECUTOR_INVALID",
    message: expect.stringContaining("openSandbox() of Spoilt "),
  });
  expect(error_details?.message).toContain(says);
  expect(logs).toEqual([]);
});

it.each<[what: string, fail: () => Promise<Sandbox>]>([
  [
    "throws",
    () => {
      throw new Error("no room");
    },
  ],
  ["rejects", () => Promise.reject(new Error("no room"))],
])("openSandbox that %s is a failed start", async (_, fail) => {
  class Failing extends VMCodeExecutor {
    protected override openSandbox(): Promise<Sandbox> {
      return fail();
    }
  }
  client = new MCPClient({ mcpServers: {} }, { codeMode: { executor: new Failing() } });
  const { error_details } = await client.executeCode("return 1");
  expect(error_details).toMatchObject({
    code: "SANDBOX_START_FAILED",
    message: "No sandbox could be opened: no room",
  });
});

it.each<[how: string, backlog: () => unknown]>([
  [
    "throws",
    () => {
      throw new Error("no meter");
    },
  ],
  ["rejects", () => Promise.reject(new Error("no meter"))],
])("backlog() that %s is told as the sandbox's failure", async (_, backlog) => {
  const { error_details } = await run((sandbox) => {
    sandbox.backlog = backlog as () => number;
  });
  expect(error_details).toEqual({
    code: "SANDBOX_DIED",
    name: "ExecutionError",
    message: "backlog() of the sandbox failed: no meter",
  });
});

describe("openSandbox that never settles", () => {
  class Hanging extends VMCodeExecutor {
    aborted = false;
    readonly #isHeld: boolean;

    constructor(isHeld = false) {
      super();
      this.#isHeld = isHeld;
    }

    protected override async openSandbox({ signal, holdClock }: SandboxSpec): Promise<Sandbox> {
      signal.addEventListener("abort", () => {
        this.aborted = true;
      });
      if (this.#isHeld) {
        holdClock?.(true);
        holdClock?.(true);
        await new Promise((resolve) => setTimeout(resolve, 600));
        holdClock?.(false);
      }
      return new Promise(() => {});
    }
  }

  it("ends its execution at the deadline", async () => {
    const executor = new Hanging();
    client = new MCPClient({ mcpServers: {} }, { codeMode: { executor } });
    const { error_details } = await client.executeCode("return 1", 300);
    expect(error_details).toEqual({
      code: "EXECUTION_TIMEOUT",
      name: "ExecutionError",
      message: expect.stringMatching(
        /timed out after 300 ms, before the code had begun: no sandbox/,
      ),
    });
    expect(executor.aborted).toBe(true);
  });

  it("has all its time after a wait for others", async () => {
    client = new MCPClient({ mcpServers: {} }, { codeMode: { executor: new Hanging(true) } });
    const began = performance.now();
    const { error_details } = await client.executeCode("return 1", 300);
    expect(error_details?.code).toBe("EXECUTION_TIMEOUT");
    expect(performance.now() - began).toBeGreaterThan(800);
  });
});

describe("a function that never settles", () => {
  const hang = (): Promise<ExecutionResult> => new Promise(() => {});

  it("ends soon after the timeout of the call", async () => {
    client = new MCPClient({ mcpServers: {} }, { codeMode: { executor: hang } });
    const { error_details } = await client.executeCode("return 1", 300);
    expect(error_details).toMatchObject({
      code: "EXECUTION_TIMEOUT",
      message: expect.stringContaining("timed out after 300 ms"),
    });
  });

  it("ends soon after its caller has gone", async () => {
    client = new MCPClient({ mcpServers: {} }, { codeMode: { executor: hang } });
    const signal = AbortSignal.timeout(100);
    const { error_details } = await client.executeCode("return 1", { signal });
    expect(error_details?.code).toBe("EXECUTION_ABORTED");
  });

  it("may say itself that it is late", async () => {
    const executor = async (_: string, timeout = 0): Promise<ExecutionResult> => {
      await new Promise((resolve) => setTimeout(resolve, timeout + 100));
      return { result: null, logs: ["so far"], error: "late", execution_time: 0.2 };
    };
    client = new MCPClient({ mcpServers: {} }, { codeMode: { executor } });
    const { error, logs } = await client.executeCode("return 1", 200);
    expect({ error, logs }).toEqual({ error: "late", logs: ["so far"] });
  });
});

const RESULT: ExecutionResult = { result: 1, logs: [], error: null, execution_time: 0 };

/** Answers with what `answer` gives. */
class AnsweringExecutor extends BaseCodeExecutor {
  readonly #answer: unknown;

  constructor(answer: unknown) {
    super();
    this.#answer = answer;
  }

  async execute(): Promise<ExecutionResult> {
    return this.#answer as ExecutionResult;
  }

  async cleanup(): Promise<void> {}
}

describe("an executor", () => {
  type Executor = BaseCodeExecutor | (() => Promise<ExecutionResult>);
  const kinds: [what: string, of: (answer: unknown) => Executor][] = [
    ["an instance", (answer) => new AnsweringExecutor(answer)],
    ["a function", (answer) => async () => answer as ExecutionResult],
  ];

  it.each(
    kinds.flatMap(([what, of]) =>
      [undefined, null, "done", 5, [1]].map((answer) => [what, answer, of] as const),
    ),
  )("that is %s and answers with %j is said to be invalid", async (_, answer, of) => {
    client = new MCPClient({ mcpServers: {} }, { codeMode: { executor: of(answer) } });
    const { result, logs, error_details } = await client.executeCode("return 1");
    expect({ result, logs }).toEqual({ result: null, logs: [] });
    expect(error_details).toMatchObject({
      code: "EXECUTOR_INVALID",
      message: expect.stringContaining("{ result, logs, error, execution_time }"),
    });
  });

  it.each(kinds)("that is %s may leave out what it does not know", async (_, of) => {
    const answer = { result: 1, logs: [undefined, 2n] };
    client = new MCPClient({ mcpServers: {} }, { codeMode: { executor: of(answer) } });
    expect(await client.executeCode("return 1")).toEqual({
      ...RESULT,
      logs: ["undefined", "2"],
      execution_time: expect.any(Number),
    });
  });
});

describe("an executor whose answer comes from another language", () => {
  it("may say null for what it does not know", async () => {
    const none = { content: null, tool_calls: null, error_details: null };
    const executor = async (): Promise<ExecutionResult> => ({ ...RESULT, ...none }) as never;
    client = new MCPClient({ mcpServers: {} }, { codeMode: { executor } });
    expect(await client.executeCode("return 1")).toEqual(RESULT);
    const session = await client.createSession("code_mode");
    const { content } = await session.callTool("execute_code", { code: "return 1" });
    expect(content).toHaveLength(1);
  });

  it("may have an object with a message for an error", async () => {
    const answer = { ...RESULT, error: { type: "Timeout", message: "the pod is gone" } };
    const executor = async (): Promise<ExecutionResult> => answer as never;
    client = new MCPClient({ mcpServers: {} }, { codeMode: { executor } });
    expect((await client.executeCode("return 1")).error).toBe("the pod is gone");
  });

  const says = async (answer: object): Promise<unknown> => {
    const executor = async (): Promise<ExecutionResult> => answer as never;
    client = new MCPClient({ mcpServers: {} }, { codeMode: { executor } });
    const session = await client.createSession("code_mode");
    const { content } = await session.callTool("execute_code", { code: "return 1" });
    return JSON.parse(String(content[0]?.["text"]));
  };

  it("may have all that was printed in one text", async () => {
    expect(await says({ ...RESULT, logs: "one\ntwo" })).toEqual({ ...RESULT, logs: ["one\ntwo"] });
  });

  it("may tell its error in parts only", async () => {
    const error_details = { code: "CODE_THREW", name: "TypeError", message: "x is not a function" };
    const { error: _, ...answer } = { ...RESULT, result: null, error_details };
    expect(await says(answer)).toMatchObject({ result: null, error: "x is not a function" });
    expect(await says({ ...answer, error: null })).toMatchObject({ error: "x is not a function" });
  });

  it("may have its fields on a prototype, as what decoders make", async () => {
    const answer = Object.create({ ...RESULT, error: "it failed", content: [], logs: ["a"] });
    const shown = { result: 1, logs: ["a"], error: "it failed" };
    expect(await says(answer)).toMatchObject(shown);
    expect(await client.executeCode("return 1")).toEqual({
      ...shown,
      content: [],
      execution_time: 0,
    });
  });

  it.each([[[null]], [[undefined, "echo", 5]]])(
    "has no calls that are none, such as %j, in the way of its error",
    async (tool_calls) => {
      const { error } = (await says({ ...RESULT, error: "it failed", tool_calls })) as {
        error: string;
      };
      expect(error).toBe("it failed");
      expect((await client.executeCode("return 1")).tool_calls).toEqual([]);
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1])(
    "took as long as it did, and not %s seconds",
    async (execution_time) => {
      const { execution_time: told } = (await says({
        ...RESULT,
        execution_time,
      })) as ExecutionResult;
      expect(told).toBeGreaterThanOrEqual(0);
      expect(told).toBeLessThan(10);
    },
  );
});

describe("a class of executors", () => {
  it("may have its methods as properties", async () => {
    class Properties extends BaseCodeExecutor {
      override execute = async (): Promise<ExecutionResult> => RESULT;
      override cleanup = async (): Promise<void> => {};
    }
    client = new MCPClient({ mcpServers: {} }, { codeMode: { executor: Properties } });
    expect(await client.executeCode("return 1")).toEqual(RESULT);
  });

  abstract class Incomplete extends BaseCodeExecutor {}
  const IncompleteClass = Incomplete as unknown as new () => BaseCodeExecutor;

  it.each<[what: string, executor: unknown, says: string]>([
    ["a class without methods", IncompleteClass, "Incomplete has no execute() and no cleanup()"],
    [
      "an instance without methods",
      new IncompleteClass(),
      "Incomplete has no execute() and no cleanup()",
    ],
    ["a class of something else", class {}, "extends BaseCodeExecutor"],
    ["a module that exports no class", "./fixtures/no-executor-class.mjs", "no executor class"],
  ])("is refused where it is %s", async (_, executor, says) => {
    client = new MCPClient({ mcpServers: {} }, { codeMode: { executor: executor as never } });
    await expect(client.executeCode("return 1")).rejects.toMatchObject({
      code: "EXECUTOR_INVALID",
      message: expect.stringContaining(says),
    });
  });
});
