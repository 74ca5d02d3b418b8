/** Options of executors that are given by something else than their name. */
import {
  BaseCodeExecutor,
  type CodeModeConfig,
  type ExecutionResult,
  type ExecutorHostOwner,
  MCPClient,
} from "@toolweave/core";
import { VMCodeExecutor } from "@toolweave/executor-vm";
import { expect, it } from "vitest";
import { open } from "./support/clients.js";

it("executorOptions reach an executor that is given by its class", async () => {
  const client = open({}, { executor: VMCodeExecutor, executorOptions: { timeoutMs: 300 } });
  expect((await client.executeCode("while (true) {}")).error).toContain("timed out after 300 ms");
});

it("executorOptions of a class are checked as those of a name", async () => {
  const client = open({}, { executor: VMCodeExecutor, executorOptions: { timeout: 300 } });
  await expect(client.executeCode("return 1")).rejects.toMatchObject({
    code: "CONFIG_INVALID",
    message: expect.stringContaining('executorOptions has the unknown key "timeout"'),
  });
});

class Regional extends BaseCodeExecutor {
  readonly #region: string;

  constructor(client: ExecutorHostOwner, { region }: { region: string }) {
    super(client);
    this.#region = region;
  }

  async execute(): Promise<ExecutionResult> {
    return { result: this.#region, logs: [], error: null, execution_time: 0 };
  }

  async cleanup(): Promise<void> {}
}

it("executorOptions may be what a constructor cannot do without", async () => {
  const client = open({}, { executor: Regional, executorOptions: { region: "eu" } });
  expect((await client.executeCode("return 1")).result).toBe("eu");
  // @ts-expect-error: it has to be given them.
  const forgotten: CodeModeConfig = { executor: Regional };
  expect(forgotten.executor).toBe(Regional);
});

it("executorOptions reach an executor that is given by a path", async () => {
  const executor = "./fixtures/regional-executor.mjs";
  const client = open({}, { executor, executorOptions: { region: "us" } });
  expect((await client.executeCode("return 1")).result).toBe("us");
});

it("executorOptions of a name are still those of that name", () => {
  // @ts-expect-error: "vm" has no region.
  const wrong: CodeModeConfig = { executor: "vm", executorOptions: { region: "eu" } };
  expect(wrong.executor).toBe("vm");
});

const answer = async (): Promise<ExecutionResult> => {
  return { result: 1, logs: [], error: null, execution_time: 0 };
};

it.each<[what: string, executor: unknown, says: string]>([
  ["an instance", new VMCodeExecutor(), "give them to its constructor"],
  ["a function", answer, "cannot be given to a function"],
])("executorOptions beside %s, which would not hear of them, are refused", (_, executor, says) => {
  const codeMode = { executor, executorOptions: { timeoutMs: 300 } } as unknown as CodeModeConfig;
  expect(() => new MCPClient({ mcpServers: {} }, { codeMode })).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(says) }),
  );
});

it("options in the place of the client are told from one", () => {
  const Executor = VMCodeExecutor as unknown as new (options: object) => BaseCodeExecutor;
  expect(() => new Executor({ timeoutMs: 300 })).toThrow(
    expect.objectContaining({
      code: "EXECUTOR_INVALID",
      message: expect.stringContaining("VMCodeExecutor is the client, and this is none. Options"),
    }),
  );
});

it("an empty name of an executor is refused as such", async () => {
  await expect(open({}, { executor: "" }).executeCode("return 1")).rejects.toMatchObject({
    code: "EXECUTOR_INVALID",
    message: expect.stringContaining("not an empty text"),
  });
});
