/** What code hears of a server of plain functions that answer with something else than they must. */
import { createToolServer, type InProcessOffers } from "@toolweave/core";
import { expect, it } from "vitest";
import { open } from "./support/clients.js";

it.each<[what: string, answer: unknown, code: string, says: string]>([
  ["a text for a resource", "text", '$resources.read("a://b")', "read must give [{ uri, text }]"],
  [
    "nothing for a resource",
    undefined,
    '$resources.read("a://b")',
    '"a://b" was answered with no parts',
  ],
  ["one part for a resource", { text: "" }, '$resources.read("a://b")', "read must give"],
  [
    "a text for a prompt",
    "text",
    '$prompts.get("p")',
    'The prompt "p" was answered with no messages',
  ],
  ["nothing for a prompt", undefined, '$prompts.get("p")', "get must give { messages: […] }"],
])("%s is an error that says what must be given", async (_, answer, code, says) => {
  const offers = {
    resources: { list: [], read: () => answer },
    prompts: { list: [], get: () => answer },
  } as unknown as InProcessOffers;
  const client = open({ s: { server: createToolServer("s", [], offers) } });
  const { error, error_details } = await client.executeCode(`return await s.${code}`);
  expect(error).toContain(says);
  expect(error_details?.code).toBe("TOOL_FAILED");
});

it.each<[what: string, answer: unknown, says: string]>([
  ["nothing", undefined, "no result"],
  ["a text", "done", "no result"],
  ["the data alone", { id: 7, title: "tea" }, "no result (it has id, title)"],
  ["an empty object", {}, "no result ({})"],
  ["null for content", { content: null }, "no result (it has content)"],
])(
  "a tool whose handler gives %s is an error that says what must be given",
  async (_, answer, says) => {
    const inputSchema = { type: "object" };
    const handler = (): never => answer as never;
    const server = createToolServer("s", [{ name: "take", inputSchema, handler }]);
    const client = open({ s: { server } });
    const { error, error_details } = await client.executeCode("return await s.take()");
    expect(error).toContain(
      `The tool "take" answered with ${says}: its handler must give { content: […] } or { structuredContent: {…} }`,
    );
    expect(error_details?.code).toBe("TOOL_FAILED");
  },
);

it.each<[answer: unknown, value: unknown]>([
  [{ content: [] }, null],
  [{ structuredContent: { id: 7 } }, { id: 7 }],
  [{ content: null, structuredContent: { id: 7 } }, { id: 7 }],
])("a tool whose handler gives %j is answered", async (answer, value) => {
  const inputSchema = { type: "object" };
  const handler = (): never => answer as never;
  const server = createToolServer("s", [{ name: "take", inputSchema, handler }]);
  const client = open({ s: { server } });
  const { result, error } = await client.executeCode("return await s.take()");
  expect(error).toBeNull();
  expect(result).toEqual(value);
});

it.each(["$prompts.get('p')", "take()"])(
  "an answer that the protocol does not have is not waited for: %s",
  async (code) => {
    const answer = { content: [], messages: [], _meta: 5 } as never;
    const inputSchema = { type: "object" };
    const server = createToolServer("s", [{ name: "take", inputSchema, handler: () => answer }], {
      prompts: { list: [], get: () => answer },
    });
    const { error, error_details } = await open({ s: { server } }).executeCode(
      `return await s.${code}`,
      5_000,
    );
    expect(error_details?.code).toBe("TOOL_FAILED");
    expect(error).toContain("answered with no result of MCP (_meta: ");
  },
);

it.each<[what: string, thrown: unknown, says: string]>([
  ["nothing, as a promise that is rejected for no reason does,", undefined, "undefined"],
  ["null", null, "null"],
  ["a text", "no such note", "no such note"],
  ["what has no message", { message: 5n }, "[object Object]"],
  ["an error of the protocol", Object.assign(new Error("gone"), { code: -32002 }), "gone"],
])("a function that throws %s is answered for at once", async (_, thrown, says) => {
  const fail = (): never => {
    throw thrown;
  };
  const offers = { resources: { list: [], read: fail }, prompts: { list: [], get: fail } };
  const client = open({ s: { server: createToolServer("s", [], offers) } });
  const { error, result } = await client.executeCode(
    `const asked = [s.$resources.read("a://b"), s.$prompts.get("p")];
     return (await Promise.allSettled(asked)).map(({ reason }) => reason.code + ": " + reason.message);`,
    5_000,
  );
  expect(error).toBe(null);
  expect(result).toEqual([`TOOL_FAILED: ${says}`, `TOOL_FAILED: ${says}`]);
});
