import { describe, expect, it } from "vitest";
import { unwrapResult } from "../../src/bridge/unwrap-result.js";
import type { ContentBlock } from "../../src/contract/tool.js";

const target = { server: "s", tool: "t" };
const text = (value: string): ContentBlock => ({ type: "text", text: value });
const image: ContentBlock = { type: "image", data: "aGk=", mimeType: "image/png" };

describe("unwrapResult", () => {
  it.each<[title: string, content: ContentBlock[], value: unknown]>([
    ["no blocks", [], null],
    ["a text", [text("hello")], "hello"],
    ["an empty text", [text("")], ""],
    ["a JSON object", [text('{"a":1}')], { a: 1 }],
    ["a JSON array with space around", [text(" [1,2]\n")], [1, 2]],
    ["a JSON number, which stays text", [text("42")], "42"],
    ["a JSON string, which stays text", [text('"x"')], '"x"'],
    ["text that only begins like JSON", [text("[ERROR] no")], "[ERROR] no"],
    ["an image", [image], image],
    ["several blocks", [text("a"), text("[1]"), image], ["a", [1], image]],
    ["a kind not yet known", [{ type: "hologram", data: 1 }], { type: "hologram", data: 1 }],
    ["a text block without text", [{ type: "text" }], { type: "text" }],
  ])("gives %s", (_, content, value) => {
    expect(unwrapResult({ content }, target)).toEqual(value);
  });

  it("prefers structured content", () => {
    const result = { content: [text("ignored")], structuredContent: { a: 1 } };
    expect(unwrapResult(result, target)).toEqual({ a: 1 });
  });

  it("throws what a tool reports as an error, with all its blocks", () => {
    const content = [text("first"), image, text("second")];
    expect(() => unwrapResult({ isError: true, content }, target)).toThrow(
      expect.objectContaining({ code: "TOOL_FAILED", message: "first\nsecond", content }),
    );
    expect(() => unwrapResult({ isError: true, content: [] }, target)).toThrow(/gave no message/);
    const quota = { isError: true, content: [], structuredContent: { why: "quota" } };
    expect(() => unwrapResult(quota, target)).toThrow('{"why":"quota"}');
  });

  it("takes structured content that is null for none", () => {
    const result = { content: [text("a")], structuredContent: null } as never;
    expect(unwrapResult(result, target)).toBe("a");
  });

  it.each([null, 5, "text", [], { kind: "?" }])("passes on %j among the content", (block) => {
    expect(unwrapResult({ content: [block] } as never, target)).toEqual(block);
    expect(unwrapResult({ content: [block, text("a")] } as never, target)).toEqual([block, "a"]);
    expect(() =>
      unwrapResult({ isError: true, content: [block, text("a")] } as never, target),
    ).toThrow(expect.objectContaining({ code: "TOOL_FAILED", message: "a" }));
  });

  it("bears a result without content", () => {
    expect(unwrapResult({} as never, target)).toBeNull();
  });
});
