import assert from "node:assert/strict";
import type { SearchDetailLevel, ToolSearchResponse, ToolSearchResult } from "@toolweave/core";
import type { ConformanceCase, ConformanceTopic } from "../conformance-case.js";
import { resultOf } from "../expect-result.js";
import { returns } from "../simple-cases.js";

/** `search_tools` in the guest: the same as `client.searchTools`. */
export const SEARCH: ConformanceTopic = {
  name: "search",
  cases: [
    same("default", "without arguments", "", undefined),
    same("names", "with names alone", "", "names"),
    same("descriptions", "with descriptions", "", "descriptions"),
    same("full", "in full", "add numbers", "full"),
    same("query", "by words", "two numbers", "names"),
    same("nothing", "without a match", "zzzz qqqq", "names"),
    {
      id: "search/options",
      title: "a search by options gives what client.searchTools gives",
      async run(context) {
        const { client, execute } = await context.plain();
        const options = { query: "numbers", detail_level: "names", limit: 1, offset: 1 } as const;
        const code = `return await search_tools(${JSON.stringify(options)})`;
        assert.deepEqual(resultOf(await execute(code)), await client.searchTools(options));
      },
    },
    returns(
      "search/wrong-options",
      "an option of the wrong kind is an error to catch that names it",
      `const told = [];
       for (const options of [{ limit: -1 }, { server: "kitt" }, { quer: "add" }]) {
         await search_tools(options).catch(({ code, message }) => told.push([code, message]));
       }
       const parts = ["limit must be", "Did you mean kit", '"quer"'];
       return told.map(([code, message], at) => [code, message.includes(parts[at])]);`,
      [
        ["TOOL_ARGUMENTS_INVALID", true],
        ["SERVER_UNKNOWN", true],
        ["TOOL_ARGUMENTS_INVALID", true],
      ],
    ),
    {
      id: "search/levels",
      title: "each level of detail has what it should, and none has more than that",
      async run(context) {
        const found = resultOf(
          await context.execute(`
            const levels = ["names", "descriptions", "full", undefined];
            const responses = await Promise.all(levels.map((level) => search_tools("add", level)));
            return responses.map(({ results }) => results.find(({ name }) => name === "add"));`),
        ) as ToolSearchResult[];
        for (const { name, server, call } of found) {
          assert.deepEqual([name, server, call], ["add", "kit", "kit.add"]);
        }
        const [names, descriptions, full, byDefault] = found;
        assert.equal(names?.description ?? names?.input_schema, undefined);
        assert.equal(descriptions?.description, "Adds two numbers");
        assert.equal(descriptions.input_schema, undefined);
        assert.equal(full?.description, "Adds two numbers");
        assert.deepEqual(full.input_schema?.["required"], ["a", "b"]);
        assert.deepEqual(byDefault, full);
      },
    },
    {
      id: "search/meta",
      title: "meta counts all tools and matches, and lists the namespaces",
      async run(context) {
        const { execute } = await context.plain();
        const code = 'return [await search_tools("add"), await search_tools()]';
        const responses = resultOf(await execute(code)) as ToolSearchResponse[];
        assert.equal(responses.length, 2);
        for (const { meta, results } of responses) {
          assert.equal(meta.total_tools, responses[1]?.results.length);
          assert.deepEqual(meta.namespaces, ["kit", "odd_names"]);
          assert.equal(meta.result_count, results.length);
        }
        assert.ok(responses[0]?.results.some(({ name }) => name === "add"));
      },
    },
    returns(
      "search/namespaces",
      "__tool_namespaces lists the namespaces",
      "return [__tool_namespaces, Array.isArray(__tool_namespaces)]",
      [["kit", "odd_names"], true],
    ),
    returns(
      "search/odd-queries",
      "no query lists all, and one of the wrong kind is refused",
      `const all = (await search_tools()).meta.result_count;
       const none = [];
       for (const args of [[null], [undefined, null], [{}]]) {
         none.push((await search_tools(...args)).meta.result_count === all);
       }
       const odd = [];
       for (const query of [42, true, ["add"], Symbol("add"), () => {}]) {
         odd.push(await search_tools(query).then(() => "found", ({ code }) => code));
       }
       return { none, odd };`,
      { none: Array(3).fill(true), odd: Array(5).fill("TOOL_ARGUMENTS_INVALID") },
    ),
    returns(
      "search/odd-levels",
      "a level that does not exist is refused",
      `const codes = [];
       for (const level of ["everything", 5, { limit: 1 }]) {
         codes.push(await search_tools("", level).then(() => "found", ({ code }) => code));
       }
       return codes;`,
      Array(3).fill("TOOL_ARGUMENTS_INVALID"),
    ),
    returns(
      "search/own-value",
      "what the code does to a response does not show in the next",
      `const first = await search_tools("", "names");
       first.results.length = 0;
       first.meta.namespaces.push("mine");
       const second = await search_tools("", "names");
       return [second.results.length === second.meta.result_count, second.meta.namespaces];`,
      [true, ["kit", "odd_names"]],
    ),
    returns(
      "search/then-call",
      "a tool that was found can be called by what was found",
      `const { results } = await search_tools("echo", "names");
       const [namespace, tool] = results[0].call.split(".");
       return await globalThis[namespace][tool]({ found: true });`,
      { found: true },
    ),
  ],
};

function same(
  id: string,
  title: string,
  query: string,
  detail: SearchDetailLevel | undefined,
): ConformanceCase {
  return {
    id: `search/${id}`,
    title: `a search ${title} gives what client.searchTools gives`,
    async run(context) {
      const { client, execute } = await context.plain();
      const args = detail === undefined ? "" : `${JSON.stringify(query)}, "${detail}"`;
      const found = resultOf(await execute(`return await search_tools(${args})`));
      assert.deepEqual(found, await client.searchTools(query, detail));
    },
  };
}
