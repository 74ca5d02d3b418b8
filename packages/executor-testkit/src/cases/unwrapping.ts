import assert from "node:assert/strict";
import type { ContentBlock, ToolResult } from "@toolweave/core";
import type { ConformanceCase, ConformanceTopic } from "../conformance-case.js";
import { resultOf } from "../expect-result.js";

const IMAGE = { type: "image", data: "aGk=", mimeType: "image/png" };
const AUDIO = { type: "audio", data: "aGk=", mimeType: "audio/wav" };
const LINK = { type: "resource_link", uri: "file:///a.txt", name: "a.txt", size: 3 };
const TEXT_RESOURCE = { type: "resource", resource: { uri: "file:///a.txt", text: '{"a":1}' } };
const BLOB_RESOURCE = {
  type: "resource",
  resource: { uri: "file:///a.bin", blob: "aGk=", mimeType: "application/octet-stream" },
};
const UNKNOWN = { type: "hologram", depth: 3, nested: { of: ["a", "kind", "yet unknown"] } };
const ANNOTATED = { ...IMAGE, annotations: { audience: ["user"], priority: 1 }, _meta: { a: 1 } };

/** What the code gets for each kind of MCP result: nothing is dropped. */
export const UNWRAPPING: ConformanceTopic = {
  name: "unwrapping",
  cases: [
    unwraps("text", "text", [text("plain")], "plain"),
    unwraps("empty-text", "empty text", [text("")], ""),
    unwraps("json-object", "text that is a JSON object", [text('{"a":[1,null]}')], {
      a: [1, null],
    }),
    unwraps("json-array", "text that is a JSON array", [text(' \n[1, {"b": 2}]\n')], [1, { b: 2 }]),
    ...["42", "-0.5", "true", "null", '"quoted"'].map((scalar, index) =>
      unwraps(`json-scalar-${index + 1}`, `the text ${scalar}, as text`, [text(scalar)], scalar),
    ),
    unwraps("broken-json", "text that only begins like JSON", [text("{not: json}")], "{not: json}"),
    unwraps("bracketed-text", "text in brackets", [text("[FILE] a.txt")], "[FILE] a.txt"),
    unwraps(
      "several-texts",
      "several texts, each by itself",
      [text("a"), text('{"b":1}'), text("2")],
      ["a", { b: 1 }, "2"],
    ),
    unwraps("no-content", "no content", [], null),
    unwraps("image", "an image", [IMAGE], IMAGE),
    unwraps("audio", "audio", [AUDIO], AUDIO),
    unwraps("resource-link", "a resource link", [LINK], LINK),
    unwraps("text-resource", "an embedded resource of text", [TEXT_RESOURCE], TEXT_RESOURCE),
    unwraps("blob-resource", "an embedded resource of bytes", [BLOB_RESOURCE], BLOB_RESOURCE),
    unwraps("unknown", "a kind of content yet unknown", [UNKNOWN], UNKNOWN),
    unwraps("annotated", "content with annotations and _meta", [ANNOTATED], ANNOTATED),
    unwraps(
      "mixed",
      "content of all kinds, in order",
      [text("see"), IMAGE, LINK, text("[1]"), UNKNOWN, AUDIO, TEXT_RESOURCE],
      ["see", IMAGE, LINK, [1], UNKNOWN, AUDIO, TEXT_RESOURCE],
    ),
    responds(
      "structured",
      "structured content",
      { content: [], structuredContent: { a: { b: [1] } } },
      { a: { b: [1] } },
    ),
    responds(
      "structured-beside-text",
      "structured content beside the same as text",
      { content: [text('{"a":1}'), IMAGE], structuredContent: { a: 1 }, isError: false },
      { a: 1 },
    ),
    responds(
      "structured-empty",
      "structured content that is empty",
      { content: [text("text")], structuredContent: {} },
      {},
    ),
  ],
};

function text(content: string): ContentBlock {
  return { type: "text", text: content };
}

function unwraps(
  id: string,
  title: string,
  content: readonly ContentBlock[],
  expected: unknown,
): ConformanceCase {
  return responds(id, title, { content }, expected);
}

function responds(
  id: string,
  title: string,
  result: ToolResult,
  expected: unknown,
): ConformanceCase {
  return {
    id: `unwrapping/${id}`,
    title,
    async run(context) {
      const { execute } = await context.plain();
      const code = `return [await kit.respond({ result: ${JSON.stringify(result)} })]`;
      assert.deepEqual(resultOf(await execute(code)), [expected]);
    },
  };
}
