import { describe, expect, it } from "vitest";
import { talkOnTheWire } from "./support/talk-on-the-wire.js";
import { OPERATIONS } from "./support/wire.js";

type Changes = Readonly<Record<string, unknown>>;
/** A mistake, the changes to a good body that make it, and what the provider says of it. */
type Mistake = readonly [string, Changes, number, RegExp];

const USER = { role: "user", content: "Go on." };
const call = (id: string) => ({ id, type: "function", function: { name: "f", arguments: "{}" } });
const asks = (id: string) => ({ role: "assistant", content: null, tool_calls: [call(id)] });
const answers = (id: string) => ({ role: "tool", tool_call_id: id, content: "done" });
const chat = (...messages: object[]): Changes => ({ messages });
const offered = (name: string, parameters: object) => ({
  tools: [{ type: "function", function: { name, parameters } }],
});

const uses = (id: string) => ({
  role: "assistant",
  content: [{ type: "tool_use", id, name: "f", input: {} }],
});
const results = (...ids: string[]) => ({
  role: "user",
  content: ids.map((id) => ({ type: "tool_result", tool_use_id: id, content: "done" })),
});
const custom = (name: string, input_schema: object) => ({ name, input_schema });

const says = { role: "user", parts: [{ text: "Go on." }] };
const calls = (count: number) => ({
  role: "model",
  parts: Array.from({ length: count }, () => ({ functionCall: { name: "f", args: {} } })),
});
const responds = (count: number) => ({
  role: "user",
  parts: Array.from({ length: count }, () => ({ functionResponse: { name: "f", response: {} } })),
});
const declared = (parameters: object) => ({
  tools: [{ functionDeclarations: [{ name: "f", parameters }] }],
});
const property = (schema: object) => declared({ type: "object", properties: { p: schema } });

const MISTAKES: Readonly<Record<keyof typeof OPERATIONS, readonly Mistake[]>> = {
  chat: [
    ["an unknown field", { colour: "red" }, 400, /Unknown parameter: 'colour'/],
    ["an unknown field of a message", chat({ ...USER, id: 1 }), 400, /'messages\[0\]\.id'/],
    ["no model", { model: undefined }, 400, /Missing required parameter: 'model'/],
    ["an unknown role", chat({ role: "oracle", content: "x" }), 400, /messages\[0\]\.role/],
    ["a call that nobody answered", chat(USER, asks("a"), USER), 400, /did not have response.*: a/],
    ["a last call without an answer", chat(USER, asks("a")), 400, /did not have response.*: a/],
    ["an answer to no call", chat(USER, answers("a")), 400, /must be a response to a preceeding/],
    ["a result without its id", chat(USER, { role: "tool", content: "x" }), 400, /tool_call_id/],
    ["a message that says nothing", chat(USER, { role: "assistant" }), 400, /got null/],
    ["a tool with a dot in its name", offered("a.b", { type: "object" }), 400, /match pattern/],
    ["a tool with a long name", offered("a".repeat(65), { type: "object" }), 400, /too long/],
    ["a tool whose schema is no object", offered("f", {}), 400, /type: "object"/],
  ],
  responses: [
    ["an unknown field", { messages: [USER] }, 400, /Unknown parameter: 'messages'/],
    [
      "a call without its output",
      { input: [USER, { type: "function_call", call_id: "a", name: "f", arguments: "{}" }] },
      400,
      /No tool output found for function call a/,
    ],
    [
      "an output without its call",
      { input: [USER, { type: "function_call_output", call_id: "a", output: "x" }] },
      400,
      /No tool call found for function call output with call_id a/,
    ],
    [
      "a response that it does not know",
      { previous_response_id: "resp_1" },
      400,
      /'resp_1' not found/,
    ],
  ],
  messages: [
    ["no max_tokens", { max_tokens: undefined }, 400, /max_tokens: Field required/],
    ["an unknown field", { n: 1 }, 400, /n: Extra inputs are not permitted/],
    ["a system message", chat({ role: "system", content: "x" }, USER), 400, /top-level `system`/],
    ["no message", chat(), 400, /at least one message is required/],
    ["a first message of the assistant's", chat(uses("a"), results("a")), 400, /first message/],
    [
      "an empty text",
      chat({ role: "user", content: [{ type: "text", text: "" }] }),
      400,
      /non-empty/,
    ],
    [
      "a message without content",
      chat({ role: "user", content: "" }, USER),
      400,
      /non-empty content/,
    ],
    ["a call that nobody answered", chat(USER, uses("a"), USER), 400, /without `tool_result`.*: a/],
    ["a call answered too late", chat(USER, uses("a"), USER, results("a")), 400, /messages.1/],
    ["a result of no call", chat(USER, results("a")), 400, /unexpected `tool_use_id`.*: a/],
    ["two results of a call", chat(USER, uses("a"), results("a", "a")), 400, /single result/],
    [
      "a result of the assistant's",
      chat(USER, { ...results("a"), role: "assistant" }),
      400,
      /can not/,
    ],
    [
      "a call with an id of other characters",
      chat(USER, uses("a.b"), results("a.b")),
      400,
      /pattern/,
    ],
    [
      "a tool with a dot in its name",
      { tools: [custom("a.b", { type: "object" })] },
      400,
      /pattern/,
    ],
    ["a tool whose schema is no object", { tools: [custom("f", {})] }, 400, /input_schema\.type/],
    [
      "two tools of one name",
      { tools: [custom("f", { type: "object" }), custom("f", { type: "object" })] },
      400,
      /must be unique/,
    ],
  ],
  generate: [
    ["an unknown field", { messages: [] }, 400, /Unknown name "messages": Cannot find field/],
    ["no contents", { contents: [] }, 400, /contents is not specified/],
    ["an unknown role", { contents: [{ ...says, role: "assistant" }] }, 400, /valid role/],
    [
      "a content without parts",
      { contents: [{ role: "user", parts: [] }] },
      400,
      /must not be empty/,
    ],
    [
      "a call that nobody answered",
      { contents: [says, calls(1), says] },
      400,
      /number of function/,
    ],
    ["a call at the beginning", { contents: [calls(1), responds(1)] }, 400, /after a user turn/],
    ["a response to no call", { contents: [says, responds(1)] }, 400, /response turn comes immed/],
    [
      // As ChatGoogleGenerativeAI 2.3 sends the results of parallel calls.
      "responses to parallel calls that stand apart",
      { contents: [says, calls(2), responds(1), responds(1)] },
      400,
      /number of function response parts/,
    ],
    ["JSON Schema's own fields", declared({ type: "object", $schema: "x" }), 400, /"\$schema" at/],
    [
      "additional properties",
      property({ type: "object", additionalProperties: {} }),
      400,
      /value'/,
    ],
    ["a constant", property({ const: 1 }), 400, /Unknown name "const"/],
    ["several types", property({ type: ["string", "null"] }), 400, /cannot start list/],
    ["an enumeration of numbers", property({ type: "integer", enum: [1] }), 400, /only allowed/],
    ["an array of anything", property({ type: "array" }), 400, /items: missing field/],
  ],
  ollama: [
    ["no model", { model: "" }, 400, /model is required/],
    ["a field of another type", { messages: "x" }, 400, /cannot unmarshal string/],
    ["an unknown role", chat({ role: "oracle", content: "x" }), 400, /invalid role/],
  ],
  mistral: [
    ["an unknown field", { user: "me" }, 422, /Extra inputs are not permitted/],
    ["no model", { model: undefined }, 422, /Field required/],
    ["an id of another length", chat(USER, asks("call_1"), answers("call_1")), 400, /length of 9/],
    [
      "a call that nobody answered",
      chat(USER, asks("aaaaaaaaa"), USER),
      400,
      /Not the same number/,
    ],
    ["a result of no call", chat(USER, answers("aaaaaaaaa")), 400, /Unexpected role 'tool'/],
    [
      "a user who speaks after a result",
      chat(USER, asks("aaaaaaaaa"), answers("aaaaaaaaa"), USER),
      400,
      /Unexpected role 'user' after role 'tool'/,
    ],
    [
      "an end with the assistant",
      chat(USER, { role: "assistant", content: "x" }),
      400,
      /last role/,
    ],
  ],
  groq: [
    ["an unknown field", { prompt_cache_key: "x" }, 400, /'prompt_cache_key' is unsupported/],
    ["a result without its id", chat(USER, { role: "tool", content: "x" }), 400, /tool_call_id/],
  ],
};

const CASES = Object.entries(MISTAKES).flatMap(([key, mistakes]) => {
  const operation = OPERATIONS[key as keyof typeof OPERATIONS];
  return mistakes.map(([mistake, changes, status, message]) => {
    return { name: operation.name, operation, mistake, changes, status, message };
  });
});

describe("a stand-in", () => {
  it.each(CASES)("for $name refuses $mistake", async ({ operation, changes, status, message }) => {
    const { standIn, send } = await talkOnTheWire(operation, [{ text: "Well." }]);
    const response = await send(changes);
    expect(response.status).toBe(status);
    // Quotes within JSON are escaped once more.
    expect((await response.text()).replaceAll('\\"', '"')).toMatch(message);
    expect(standIn.counts()).toMatchObject({ total: 1, refused: 1 });
    expect(standIn.received()[0]?.refusal).toEqual(expect.any(String));
    // A refused request takes no turn.
    expect(await (await send()).text()).toContain("Well.");
  });
});

describe("Ollama, like Go's own JSON,", () => {
  it("drops fields that it does not know", async () => {
    const { send } = await talkOnTheWire(OPERATIONS.ollama, [{ text: "Well." }]);
    expect((await send({ colour: "red" })).status).toBe(200);
  });
});

interface Generated {
  readonly candidates: readonly {
    readonly content: { readonly parts: readonly { readonly thoughtSignature?: string }[] };
  }[];
}

describe("Gemini 3", () => {
  const path = "/v1beta/models/gemini-3-pro-preview:generateContent";
  const operation = { ...OPERATIONS.generate, path };

  it("wants calls back with the signature that it gave them", async () => {
    const turns = [{ toolCalls: [{ name: "f", args: {} }] }, { text: "Well." }];
    const { send } = await talkOnTheWire(operation, turns);
    const { candidates } = (await (await send()).json()) as Generated;
    const given = candidates[0]?.content;
    expect(given?.parts[0]?.thoughtSignature).toEqual(expect.any(String));
    const refused = await send({ contents: [says, calls(1), responds(1)] });
    expect(await refused.text()).toContain("missing a thought_signature");
    const accepted = await send({ contents: [says, given, responds(1)] });
    expect(await accepted.text()).toContain("Well.");
  });
});
