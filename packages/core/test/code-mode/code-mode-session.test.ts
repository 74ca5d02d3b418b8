import type { ExecuteOptions, ExecutionResult } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { CallingExecutor } from "../support/executors.js";
import { eventually } from "../support/processes.js";
import { jsonOf, textOf } from "../support/results.js";
import { rawServer } from "../support/servers.js";

describe("the session code_mode", () => {
  it("lists the two tools", async () => {
    const client = open({}, { codeMode: { executor: new CallingExecutor() } });
    const session = await client.createSession("code_mode");
    const tools = await session.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["execute_code", "search_tools"]);
    expect(tools[0]?.inputSchema).toMatchObject({ required: ["code"] });
    expect(tools[0]?.description).toContain("search_tools");
    expect(tools[1]?.annotations).toMatchObject({ readOnlyHint: true });
  });

  it("runs code and searches tools", async () => {
    const client = open({ raw: rawServer() }, { codeMode: { executor: new CallingExecutor() } });
    const run = await client.callTool("code_mode", "execute_code", { code: "raw.pid" });
    expect(jsonOf(run)).toMatchObject({ result: expect.stringMatching(/^\d+$/), error: null });
    const found = await client.callTool("code_mode", "search_tools", { query: "pid" });
    expect(jsonOf(found)).toMatchObject({
      meta: { namespaces: ["raw"] },
      results: [{ name: "pid", server: "raw", call: "raw.pid" }],
    });
  });

  it("marks the failure of code as an error", async () => {
    const client = open({}, { codeMode: { executor: new CallingExecutor() } });
    const run = await client.callTool("code_mode", "execute_code", { code: "x.y" });
    expect(run.isError).toBe(true);
    expect(jsonOf(run)).toMatchObject({ result: null, error: "no namespace x" });
  });

  it.each<[tool: string, args: object, says: string]>([
    ["execute_code", {}, "code must be a string"],
    ["execute_code", { code: 5 }, "code must be a string"],
    ["execute_code", { code: "x", timeout: -1 }, "timeout must be a number"],
    ["execute_code", { code: "x", timeout: "soon" }, "timeout must be a number"],
    [
      "execute_code",
      { code: "x", timeoutMs: 5 },
      '"timeoutMs" is no argument of execute_code. Did you mean "timeout"? Its arguments are code and timeout.',
    ],
    ["search_tools", { query: 5 }, "query must be a string"],
    [
      "search_tools",
      { detail_level: "all" },
      "detail_level must be one of names, descriptions, full",
    ],
    ["execute", {}, 'There is no tool "execute"'],
  ])("answers %s with %j by saying what is wrong", async (tool, args, says) => {
    const client = open({}, { codeMode: { executor: new CallingExecutor() } });
    const result = await client.callTool("code_mode", tool, args as Record<string, unknown>);
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain(says);
  });

  it("lets a model only lower the timeout, and the host's own call raise it", async () => {
    const executor = new CallingExecutor();
    const client = open({}, { codeMode: { executor } });
    const run = (timeout?: number): Promise<unknown> =>
      client.callTool("code_mode", "execute_code", { code: "tools", timeout });
    for (const timeout of [1_000, 60_000, undefined]) await run(timeout);
    await client.executeCode("tools", 60_000);
    expect(executor.seen.map(({ timeout }) => timeout)).toEqual([1_000, 5_000, undefined, 60_000]);
  });

  it("passes on that a call was cancelled", async () => {
    let seen: AbortSignal | undefined;
    const executor = (
      _code: string,
      _timeout?: number,
      options?: ExecuteOptions,
    ): Promise<ExecutionResult> => {
      seen = options?.signal;
      return new Promise(() => {});
    };
    const client = open({}, { codeMode: { executor } });
    const abort = new AbortController();
    const call = client.callTool(
      "code_mode",
      "execute_code",
      { code: "x" },
      {
        signal: abort.signal,
      },
    );
    const outcome = expect(call).rejects.toMatchObject({ code: "TOOL_CALL_CANCELLED" });
    await eventually(() => seen !== undefined);
    abort.abort();
    await outcome;
    await eventually(() => seen?.aborted);
  });

  it("is one session, is no server, and is not among the tools", async () => {
    const client = open({ raw: rawServer() }, { codeMode: { executor: new CallingExecutor() } });
    const session = await client.createSession("code_mode");
    expect(await client.createSession("code_mode")).toBe(session);
    expect(client.getSession("code_mode")).toBe(session);
    expect(client.getServerNames()).toEqual(["raw"]);
    expect(Object.keys(await client.createAllSessions())).toEqual(["raw"]);
    expect(Object.keys(client.getAllActiveSessions())).toEqual(["raw"]);
    expect((await client.searchTools()).meta.namespaces).toEqual(["raw"]);
    expect((await client.executeCode("tools")).result).not.toContain("code_mode.execute_code");
    await expect(client.removeServer("code_mode")).rejects.toMatchObject({
      code: "SERVER_UNKNOWN",
    });
  });

  it("can be closed and made anew", async () => {
    const client = open({}, { codeMode: { executor: new CallingExecutor() } });
    const session = await client.createSession("code_mode");
    await session.close();
    expect(client.getSession("code_mode")).toBeUndefined();
    const again = await client.createSession("code_mode");
    expect(again).not.toBe(session);
    expect(await again.listTools()).toHaveLength(2);
  });

  it("ends with the client", async () => {
    const client = open({}, { codeMode: { executor: new CallingExecutor() } });
    const session = await client.createSession("code_mode");
    await client.close();
    await expect(session.callTool("search_tools")).rejects.toMatchObject({
      code: "SESSION_CLOSED",
    });
  });

  it("is not there without code mode", async () => {
    for (const options of [{}, { codeMode: false }, { codeMode: { enabled: false } }]) {
      const client = open({}, options);
      expect(client.codeModeConnector).toBeUndefined();
      await expect(client.createSession("code_mode")).rejects.toMatchObject({
        code: "SERVER_UNKNOWN",
      });
      await expect(client.executeCode("x")).rejects.toMatchObject({ code: "CODE_MODE_DISABLED" });
      await expect(client.searchTools()).rejects.toMatchObject({ code: "CODE_MODE_DISABLED" });
    }
  });
});

describe("the connector", () => {
  it("is the same two tools as plain functions", async () => {
    const executor = new CallingExecutor();
    const client = open({ raw: rawServer() }, { codeMode: { executor } });
    const connector = client.codeModeConnector;
    expect(await connector?.executeCode({ code: "tools", timeout: 9_000 })).toMatchObject({
      result: expect.arrayContaining(["raw.pid"]),
    });
    expect(executor.seen[0]?.timeout).toBe(5_000);
    const found = await connector?.searchTools({ query: "pid", detail_level: "names" });
    expect(found?.results[0]).toMatchObject({ name: "pid", server: "raw", call: "raw.pid" });
    const [execute] = connector?.tools ?? [];
    expect(await execute?.call({ code: "raw.echo" })).toMatchObject({ isError: false });
  });
});
