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
  it.each([[[]], [["draw"]], [["draw", "names"]], [[{ query: "draw", limit: 2, offset: 1 }]]])(
    "gives for %j what the client's gives",
    async (args) => {
      const client = openWithTools({ art: MANY }, { executor: SearchingExecutor });
      const { result } = await client.executeCode(JSON.stringify(args));
      expect(result).toEqual(await client.searchTools(...(args as [])));
      expect((result as ToolSearchResponse).results.length).toBeGreaterThan(1);
    },
  );
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
