import { createToolServer, type MCPClient, type MCPClientOptions } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { open } from "../support/clients.js";

/** Options as JavaScript may give them. */
const wrong = (options: unknown): MCPClient => open({}, options as MCPClientOptions);

describe("the options of a client", () => {
  it.each<[options: unknown, says: string]>([
    [
      { codemode: true },
      'The options object of MCPClient has the unknown key "codemode". Did you mean "codeMode"?',
    ],
    [{ codeMode: null }, "codeMode must be an object, not null"],
    [{ codeMode: "yes" }, 'codeMode must be an object, not "yes"'],
    [
      { codeMode: { executer: "vm" } },
      'codeMode has the unknown key "executer". Did you mean "executor"?',
    ],
    [
      { codeMode: { validateArguments: "no" } },
      'codeMode.validateArguments must be true or false, not "no"',
    ],
    [{ codeMode: { polcy: { default: "deny" } } }, 'Did you mean "policy"?'],
  ])("%j are refused", (options, says) => {
    expect(() => wrong(options)).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(says) }),
    );
  });
});

describe("a policy that is not understood", () => {
  it.each<[policy: unknown, says: string]>([
    ["deny", 'codeMode.policy must be an object, not "deny"'],
    [["deny"], "codeMode.policy must be an object, not an array"],
    [null, "codeMode.policy must be an object, not null"],
    [{ defaults: "deny" }, 'has the unknown key "defaults". Did you mean "default"?'],
    [{ rule: [{ match: "*", action: "deny" }] }, 'Did you mean "rules"?'],
    [{ rules: {} }, "codeMode.policy.rules must be an array"],
    [
      { rules: [{ match: "*", acton: "deny" }] },
      'codeMode.policy.rules[0] has the unknown key "acton"',
    ],
    [{ rules: ["deny"] }, 'codeMode.policy.rules[0] must be an object, not "deny"'],
    [{ default: "ask", approve: "yes" }, 'codeMode.policy.approve must be a function, not "yes"'],
    [{ approvalTimeoutMs: 0 }, "codeMode.policy.approvalTimeoutMs must be a number"],
  ])("allows nothing: %j", (policy, says) => {
    expect(() => wrong({ codeMode: { policy } })).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(says) }),
    );
  });
});

describe("the name of an executor", () => {
  it.each<[name: string, says: string]>([
    ["vmm", 'Did you mean "vm"? If it is a package that you know, run: npm install vmm'],
    ["@acme/executor", "is not installed. Run: npm install @acme/executor"],
    [
      "./no-such-executor.js",
      `There is no module ./no-such-executor.js, seen from ${process.cwd()}`,
    ],
  ])("that is not found comes with advice: %s", async (executor, says) => {
    await expect(open({}, { codeMode: { executor } }).executeCode("1")).rejects.toMatchObject({
      code: "EXECUTOR_NOT_FOUND",
      message: expect.stringContaining(says),
    });
  });
});

const NO_JSON_SCHEMA =
  'of the tool "a" must be a JSON Schema, not a schema of Zod or the like: z.toJSONSchema makes one';

describe("the tools of createToolServer", () => {
  const tool = { name: "a", inputSchema: { type: "object" }, handler: () => ({ content: [] }) };
  it.each<[tools: unknown, says: string]>([
    [undefined, "createToolServer takes an array of tools"],
    [[{ ...tool, handler: undefined }], 'The tool "a" of createToolServer needs a handler'],
    [[tool, tool], 'The tool "a" of createToolServer is there twice'],
    [[{ ...tool, name: "" }], 'A tool of createToolServer needs a name that is a text, not ""'],
    [[null], "A tool of createToolServer needs a name that is a text, not undefined"],
    [[{ ...tool, inputSchema: z.object({ n: z.number() }) }], `inputSchema ${NO_JSON_SCHEMA}`],
    [[{ ...tool, inputSchema: { n: z.number() } }], `inputSchema ${NO_JSON_SCHEMA}`],
    [[{ ...tool, outputSchema: z3.object({ n: z3.number() }) }], `outputSchema ${NO_JSON_SCHEMA}`],
  ])("are refused where they make no sense: %j", (tools, says) => {
    expect(() => createToolServer("server", tools as never)).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID", message: says }),
    );
  });
});

describe("the name of createToolServer", () => {
  it("is refused where it is none, for the server could never be connected", () => {
    expect(() => createToolServer(undefined as never, [])).toThrow(
      expect.objectContaining({
        code: "CONFIG_INVALID",
        message: "createToolServer needs a name that is a text, not undefined",
      }),
    );
  });
});

describe("the offers of createToolServer", () => {
  const read = () => [];
  const list: unknown[] = [];
  it.each<[offers: unknown, says: string]>([
    [{ resource: { list, read } }, 'the unknown key "resource". Did you mean "resources"?'],
    [{ resources: null }, "resources of createToolServer must be an object, not null"],
    [{ resources: { list: "a", read } }, "resources of createToolServer: list must be an array"],
    [{ resources: { list } }, "resources of createToolServer: read must be a function"],
    [{ resources: { list, read, template: [] } }, 'Did you mean "templates"?'],
    [{ prompts: { list, read } }, 'the unknown key "read"'],
    [{ prompts: { get: read } }, "prompts of createToolServer: list must be an array"],
  ])("are refused where they make no sense: %j", (offers, says) => {
    expect(() => createToolServer("server", [], offers as never)).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(says) }),
    );
  });
});

describe("the options of an execution", () => {
  it.each<[options: unknown, says: string]>([
    [{ timeoutMs: 5 }, 'has the unknown key "timeoutMs". Did you mean "timeout"?'],
    [null, "must be an object, not null"],
  ])("%j are refused", async (options, says) => {
    const client = open({}, { codeMode: { executor: async () => ({}) as never } });
    await expect(client.executeCode("return 1", options as never)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining(says),
    });
  });
});
