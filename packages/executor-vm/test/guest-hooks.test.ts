import { spawnSync } from "node:child_process";
import { MCPClient, type Sandbox, type SandboxSpec } from "@toolweave/core";
import { NODE_RUNNER, NODE_RUNNER_FLAGS } from "@toolweave/core/node";
import { afterAll, describe, expect, it } from "vitest";
import { VMCodeExecutor } from "../src/index.js";

/** Sends the guest code that the host has neither parsed nor refused, in place of the code it is given. */
class UnparsedCodeExecutor extends VMCodeExecutor {
  code = "";

  protected override async openSandbox(spec: SandboxSpec): Promise<Sandbox> {
    const sandbox = await super.openSandbox(spec);
    const { post } = sandbox;
    sandbox.post = (message) => {
      const { type, ...run } = JSON.parse(message);
      post.call(
        sandbox,
        type === "run" ? JSON.stringify({ type, ...run, code: this.code }) : message,
      );
    };
    return sandbox;
  }
}

describe.each(["process", "thread"] as const)(
  "code that the host has not parsed, in a %s",
  (isolation) => {
    const executor = new UnparsedCodeExecutor(undefined, { isolation });
    const client = new MCPClient({ mcpServers: {} }, { codeMode: { executor } });
    const run = async (code: string): Promise<unknown> => {
      executor.code = code;
      const { result, error } = await client.executeCode("return 'not this'");
      return error ?? result;
    };
    afterAll(() => client.close());

    it.each([
      '"node:fs"',
      '"node:process", { with: {} }',
      "{ toString() { return 'fs'; } }",
      '"./x.mjs"',
    ])("gets an error of its own realm from import(%s)", async (specifier) => {
      const look = `(async () => {
        const promise = import(${specifier});
        const error = await promise.catch((caught) => caught);
        return [promise.constructor === Promise, promise instanceof Promise, error.constructor === TypeError, error.message];
      })`;
      expect(await run(look)).toEqual([
        true,
        true,
        true,
        "import() is not available in the sandbox",
      ]);
    });

    it("gets errors of its own realm where the stack ends within import()", async () => {
      const look = `(async () => {
      const foreign = [];
      const note = (value) => { if (!(value instanceof Object)) foreign.push(String(value)); };
      let left = 300;
      const down = () => { try { down(); } catch (error) { note(error); } if (left-- > 0) try { note(import("x")); } catch (error) { note(error); } };
      down();
      return foreign;
    })`;
      expect(await run(look)).toEqual([]);
    });

    it("is told of its mistakes in text", async () => {
      expect(await run("(async () => {")).toMatch(/^SyntaxError: Unexpected end of input/);
      expect(await run("5")).toMatch(/^SyntaxError: 5/);
    });

    it("is told where the engine refuses what the parser of the host lets through", async () => {
      const names = Array.from({ length: 70_000 }, (_, i) => `a${i}`).join(",");
      const code = `const a = 1;\n  ((${names}) => 1)`;
      const ours = new MCPClient(
        { mcpServers: {} },
        { codeMode: { executor: "vm", executorOptions: { isolation } } },
      );
      const { error_details } = await ours.executeCode(code);
      // Which versions of Node from 24 on know.
      const using = await ours.executeCode("{ using nothing = null; }\nreturn 2");
      await ours.close();
      expect(using.error_details?.message ?? using.result).toSatisfy(
        (said) =>
          said === 2 || said === "using is not available in this sandbox: use try and finally",
      );
      const name = "SyntaxError";
      expect(error_details).toMatchObject({ code: "CODE_INVALID", name, line: 2, column: 4 });
    });
  },
);

describe("the program that hosts guests", () => {
  it("refuses to start where it cannot keep Node's functions from guests", () => {
    const { status, stderr } = spawnSync(process.execPath, ["-e", NODE_RUNNER], {
      encoding: "utf8",
      timeout: 20_000,
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain("must be started with NODE_RUNNER_FLAGS");
  });

  it("starts with its flags, and ends with its input", () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [...NODE_RUNNER_FLAGS, "-e", NODE_RUNNER],
      { encoding: "utf8", input: "", timeout: 20_000 },
    );
    expect([status, stderr]).toEqual([0, ""]);
  });
});
