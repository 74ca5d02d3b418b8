import { createToolServer } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";

const slow = createToolServer(
  "slow",
  ["wait", "wait.long"].map((name) => ({
    name,
    inputSchema: { type: "object" },
    handler: () => new Promise<never>(() => {}),
  })),
);

describe("code that means another namespace", () => {
  it.each([
    ["gihub.list()", "gihub is not defined. Did you mean github?"],
    ["my-notes.list()", "my is not defined. Did you mean my_notes?"],
    ["total + 1", "total is not defined"],
  ])("is told which, if any is like it: %s", async (code, message) => {
    const client = open({
      github: { server: createToolServer("github", []) },
      "my-notes": { server: createToolServer("notes", []) },
    });
    const { error_details } = await client.executeCode(code);
    expect(error_details).toMatchObject({ code: "CODE_THREW", name: "ReferenceError", message });
  });
});

describe("code that does not await its calls", () => {
  it("is told that they were cancelled", async () => {
    const client = open({ slow: { server: slow } });
    const { result, logs, tool_calls } = await client.executeCode(
      "slow.wait(); slow.wait(); return 1",
    );
    expect(result).toBe(1);
    expect(logs).toEqual([
      "[WARN] The code ended before these calls were answered, and they were cancelled: slow.wait. Await them.",
    ]);
    expect(tool_calls?.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
  });
});

describe("code whose calls are still under way at its deadline", () => {
  it("is told which, as it wrote them", async () => {
    const client = open({ "slow-one": { server: slow } });
    const code = "await Promise.all([slow_one.wait_long(), slow_one.wait()])";
    const { error } = await client.executeCode(code, { timeout: 1_500 });
    expect(error).toContain("Still under way: slow_one.wait_long, slow_one.wait.");
  });
});

describe("a search in code", () => {
  it.each(["'nmes'", "{ limit: 1 }", "5"])("refuses %s for a level of detail", async (level) => {
    const { error_details } = await open({}).executeCode(
      `return await search_tools("a", ${level})`,
    );
    expect(error_details).toMatchObject({
      code: "TOOL_ARGUMENTS_INVALID",
      message: expect.stringContaining("must be one of names, descriptions, full"),
    });
  });

  it.each([
    ["5", "a number"],
    ["true", "a boolean"],
    ["['create', 'issue']", "an array"],
    ["() => 1", "a function"],
  ])("refuses %s for a query", async (query, kind) => {
    const { error_details } = await open({}).executeCode(`return await search_tools(${query})`);
    expect(error_details).toMatchObject({
      code: "TOOL_ARGUMENTS_INVALID",
      message: expect.stringContaining(`query must be a string, not ${kind}`),
    });
  });

  it("that is no search is refused by one name of error, whichever part is wrong", async () => {
    const { result } = await open({}).executeCode(`
      const wrong = [[5], ["x", 5], ["x", "bogus"], [{ limit: 0 }], [{ limt: 1 }], [{ query: 5 }]];
      const seen = await Promise.all(wrong.map((args) => search_tools(...args).catch((error) => error)));
      return [...new Set(seen.map(({ name, code }) => name + " " + code))];
    `);
    expect(result).toEqual(["ToolArgumentsError TOOL_ARGUMENTS_INVALID"]);
  });

  it("of nothing lists all, as the client's does", async () => {
    const client = open({ slow: { server: slow } });
    const { result } = await client.executeCode("return (await search_tools(null)).results.length");
    expect(result).toBe(2);
    expect((await client.searchTools(null as never)).results).toHaveLength(2);
  });

  it.each(["undefined", "null", "'names'"])("takes %s", async (level) => {
    const { result } = await open({}).executeCode(
      `return (await search_tools("a", ${level})).results`,
    );
    expect(result).toEqual([]);
  });
});

describe("a server whose configuration lacks a variable", () => {
  it("ends code that does not catch it with the code of that", async () => {
    const client = open({ s: { url: `https://example.test/\${TOOLWEAVE_NOT_SET}` } });
    const { error_details } = await client.executeCode("await s.anything()");
    expect(error_details?.code).toBe("CONFIG_VARIABLE_MISSING");
  });
});
