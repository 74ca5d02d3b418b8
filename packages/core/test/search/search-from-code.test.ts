import {
  BaseCodeExecutor,
  type ExecutionResult,
  type MCPClient,
  type ToolSearchResponse,
} from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { openWithTools, type ToolSketch } from "../support/tool-servers.js";

const MANY: ToolSketch[] = Array.from({ length: 12 }, (_, number) => ({
  name: `draw_${number}`,
  description: "Draws",
  outputSchema: { type: "object" },
}));

/** An executor whose code is the JSON of what it calls `search_tools` with. */
class SearchingExecutor extends BaseCodeExecutor {
  async execute(code: string): Promise<ExecutionResult> {
    const result = await this.createSearchToolsFunction()(...JSON.parse(code));
    return { result, logs: [], error: null, execution_time: 0 };
  }

  async cleanup(): Promise<void> {}
}

describe("the search that an executor offers", () => {
  it.each([
    [[]],
    [["draw"]],
    [["draw", "names"]],
    [[{ query: "draw", limit: 2, offset: 1 }]],
    [[{ query: "draw" }, "names"]],
  ])("gives for %j what the client's gives", async (args) => {
    const client = openWithTools({ art: MANY }, { executor: SearchingExecutor });
    const { result } = await client.executeCode(JSON.stringify(args));
    expect(result).toEqual(await client.searchTools(...(args as [])));
    expect((result as ToolSearchResponse).results.length).toBeGreaterThan(1);
  });
});

describe("the tool search_tools", () => {
  async function ask(client: MCPClient, args: object): Promise<ToolSearchResponse> {
    const { content, isError } = await client.callTool("code_mode", "search_tools", { ...args });
    expect(isError).toBeFalsy();
    return JSON.parse(String(content[0]?.["text"]));
  }

  it("gives schemas for the first results alone, and says how to get others", async () => {
    const client = openWithTools({ art: MANY });
    const { meta, results } = await ask(client, { query: "draw" });
    expect(results).toHaveLength(10);
    const withSchema = results.filter((result) => result.input_schema !== undefined);
    expect(withSchema).toEqual(results.slice(0, 5));
    expect(results.slice(5).every((result) => result.description === "Draws")).toBe(true);
    expect(results.slice(5).every((result) => result.output_schema === undefined)).toBe(true);
    expect(meta.notes).toEqual([expect.stringContaining("Schemas are given for the first 5")]);
    expect(meta.notes?.[0]).toContain("offset: 5");
  });

  it("gives them all to who sets a limit, or asks for a few", async () => {
    const client = openWithTools({ art: MANY });
    const { meta, results } = await ask(client, { query: "draw", limit: 12 });
    expect(results.filter((result) => result.input_schema !== undefined)).toHaveLength(12);
    expect(meta).not.toHaveProperty("notes");
    const last = await ask(client, { query: "draw", offset: 10 });
    expect(last.results.every((result) => result.input_schema !== undefined)).toBe(true);
  });

  describe("within the output budget", () => {
    const BUDGET = 4_000;
    const HUNDREDS: ToolSketch[] = Array.from({ length: 300 }, (_, number) => ({
      name: `draw_${number}`,
      description: `Draws ${"very ".repeat(number % 7)}well`,
    }));

    async function textOf(client: MCPClient, args: object): Promise<string> {
      const { content } = await client.callTool("code_mode", "search_tools", { ...args });
      return String(content[0]?.["text"]);
    }

    it.each(["names", "descriptions", "full"])(
      "gives the best results at %s whole, says what is left out, and gives it by offset",
      async (detail_level) => {
        const client = openWithTools({ art: HUNDREDS }, { outputBudget: BUDGET });
        const { results: all } = await client.searchTools("", detail_level as "names");
        expect(all).toHaveLength(300);
        const seen: unknown[] = [];
        for (let asked = 0; asked < 300 && seen.length < 300; asked++) {
          const options = { query: "", detail_level, limit: 300, offset: seen.length };
          const text = await textOf(client, options);
          expect(text.length).toBeLessThanOrEqual(BUDGET);
          const { meta, results } = JSON.parse(text) as ToolSearchResponse;
          seen.push(...results);
          expect(meta.has_more).toBe(seen.length < 300);
          if (seen.length === 300) break;
          expect(text.length).toBeGreaterThan(BUDGET / 2);
          const said = `${300 - seen.length} more are left out: set offset: ${seen.length} for the next`;
          expect(meta.notes?.at(-1)).toContain(said);
        }
        expect(seen).toEqual(all);
      },
    );

    it("is not in the way of what has room", async () => {
      const client = openWithTools({ art: MANY });
      const { meta, results } = await ask(client, { query: "", limit: 12 });
      expect(results).toHaveLength(12);
      expect(meta).not.toHaveProperty("notes");
    });

    it("gives one result without its schema rather than none", async () => {
      const properties = { a: { type: "string", description: "long ".repeat(2_000) } };
      const tool = {
        name: "draw",
        description: "Draws",
        inputSchema: { type: "object", properties },
      };
      const client = openWithTools({ art: [tool as ToolSketch] }, { outputBudget: 600 });
      const { meta, results } = await ask(client, { query: "draw" });
      expect(results).toMatchObject([{ name: "draw", call: "art.draw" }]);
      expect(results[0]).not.toHaveProperty("input_schema");
      expect(meta.notes?.at(-1)).toContain("without");
    });

    it("bounds the names of namespaces too", async () => {
      const names = Array.from({ length: 200 }, (_, number) => `server_number_${number}`);
      const servers = Object.fromEntries(names.map((name) => [name, ["draw"]]));
      const client = openWithTools(servers, { outputBudget: 1_500 });
      const text = await textOf(client, { query: "draw" });
      expect(text.length).toBeLessThanOrEqual(1_500);
      const { meta, results } = JSON.parse(text) as ToolSearchResponse;
      expect(results.length).toBeGreaterThan(0);
      expect(meta.notes?.[0]).toContain(
        `There are ${200 - meta.namespaces.length} more namespaces.`,
      );
    });
  });

  it("takes the options of its schema", async () => {
    const client = openWithTools({ art: MANY, other: ["draw"] });
    const options = { query: "draw", server: "art", limit: 3, offset: 1, detail_level: "names" };
    expect(await ask(client, options)).toEqual(
      await client.searchTools(options as Parameters<MCPClient["searchTools"]>[0]),
    );
  });

  it("says what is wrong with an option", async () => {
    const client = openWithTools({ art: MANY });
    const call = client.callTool("code_mode", "search_tools", { limit: -1 });
    const { content, isError } = await call;
    expect(isError).toBe(true);
    expect(content[0]?.["text"]).toContain("limit must be a whole number");
  });
});
