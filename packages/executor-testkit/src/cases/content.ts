import assert from "node:assert/strict";
import type { ContentBlock } from "@toolweave/core";
import type { ConformanceCase, ConformanceTopic } from "../conformance-case.js";
import { failureOf, includes, resultOf } from "../expect-result.js";
import { fails } from "../simple-cases.js";

const TEXT = { type: "text", text: "ü 🔥\n\u2028\ud800" };
const IMAGE = { type: "image", data: "aGk=", mimeType: "image/png" };
const AUDIO = { type: "audio", data: "aGk=", mimeType: "audio/wav" };
const LINK = { type: "resource_link", uri: "file:///a.txt", name: "a.txt", size: 3 };
const TEXT_RESOURCE = { type: "resource", resource: { uri: "file:///a.txt", text: '{"a":1}' } };
const BLOB_RESOURCE = { type: "resource", resource: { uri: "file:///a.bin", blob: "aGk=" } };
const ANNOTATED = { ...IMAGE, annotations: { audience: ["user"], priority: 1 }, _meta: { a: [1] } };
const ALL = [TEXT, IMAGE, AUDIO, LINK, TEXT_RESOURCE, BLOB_RESOURCE, ANNOTATED];

const BYTES = "const bytes = Uint8Array.from({ length: 20_000 }, (_, n) => n * 7);";
const ENCODED = Buffer.from(Uint8Array.from({ length: 20_000 }, (_, n) => n * 7));

/** `emit` and `image`: what the code sends to the model beside its result. */
export const CONTENT: ConformanceTopic = {
  name: "content",
  cases: [
    emits("blocks", "blocks of every kind, in order", `emit(${JSON.stringify(ALL)});`, ALL),
    emits(
      "one-by-one",
      "one block after the other, and a text for a block of text",
      `emit(${JSON.stringify(LINK)}); await null; emit("plain"); emit([]); emit(["a", ${JSON.stringify(AUDIO)}]);`,
      [LINK, { type: "text", text: "plain" }, { type: "text", text: "a" }, AUDIO],
    ),
    emits(
      "from-tool",
      "what a tool answers, be it one block or several",
      `emit(await kit.respond({ result: { content: [${JSON.stringify(IMAGE)}] } }));
       emit(await kit.respond({ result: { content: [{ type: "text", text: "see" }, ${JSON.stringify(IMAGE)}] } }));`,
      [IMAGE, { type: "text", text: "see" }, IMAGE],
    ),
    emits(
      "image",
      "an image of base64 text",
      'image("aGk=", "image/png"); image("aGkh", "image/svg+xml");',
      [IMAGE, { type: "image", data: "aGkh", mimeType: "image/svg+xml" }],
    ),
    emits(
      "bytes",
      "images, audio and resources of bytes",
      `${BYTES}
       image(bytes, "image/png"); image(bytes.buffer, "image/png"); image(bytes.subarray(1, 3), "image/png");
       emit({ type: "audio", data: bytes.slice(0, 4), mimeType: "audio/wav" });
       emit({ type: "resource", resource: { uri: "file:///a.bin", blob: bytes.slice(0, 4).buffer } });`,
      [
        { ...IMAGE, data: ENCODED.toString("base64") },
        { ...IMAGE, data: ENCODED.toString("base64") },
        { ...IMAGE, data: ENCODED.subarray(1, 3).toString("base64") },
        { ...AUDIO, data: ENCODED.subarray(0, 4).toString("base64") },
        {
          type: "resource",
          resource: { uri: "file:///a.bin", blob: ENCODED.subarray(0, 4).toString("base64") },
        },
      ],
    ),
    {
      id: "content/none",
      title: "an execution that emits nothing has no content",
      async run(context) {
        const result = await context.execute(`return { content: [${JSON.stringify(IMAGE)}] }`);
        assert.deepEqual(resultOf(result), { content: [IMAGE] });
        assert.equal("content" in result, false);
        assert.equal((await context.execute("emit('x')")).content?.length, 1);
      },
    },
    {
      id: "content/before-failure",
      title: "what was emitted before a failure is kept",
      async run(context) {
        for (const end of ["null.x", "for (;;);"]) {
          const { content, error } = await context.execute(`emit("before"); ${end}`, 2_000);
          assert.notEqual(error, null);
          assert.deepEqual(content, [{ type: "text", text: "before" }], `after ${end}`);
        }
      },
    },
    {
      id: "content/to-model",
      title: "the model gets the blocks behind the text, which says what follows",
      async run(context) {
        const { client } = await context.plain();
        const [executeCode] = client.codeModeConnector?.tools ?? [];
        const code = `image("aGk=", "image/png"); emit("see"); return 5`;
        const [first, ...blocks] = (await executeCode?.call({ code }))?.content ?? [];
        assert.deepEqual(blocks, [IMAGE, { type: "text", text: "see" }]);
        const envelope = JSON.parse(String(first?.["text"])) as Record<string, unknown>;
        assert.equal(envelope["result"], 5);
        includes(String(envelope["content"]), "2 blocks follow: image/png, text");
      },
    },
    refuses("nothing", "nothing", "emit()", "emit takes one argument"),
    refuses("several", "several arguments", 'emit("a", "b")', "emit takes one argument"),
    refuses("data", "data without a type", "emit({ a: 1 })", "content.type is missing"),
    refuses("unknown", "an unknown kind of block", 'emit({ type: "video" })', 'not "video"'),
    refuses("null", "null among blocks", 'emit(["a", null])', "content[1] must be"),
    refuses(
      "promise",
      "a promise",
      "emit(Promise.resolve([]))",
      "content is a Promise: did you forget await?",
    ),
    refuses(
      "promise-data",
      "a promise of data",
      'image(Promise.resolve("aGk="), "image/png")',
      "data is a Promise: did you forget await?",
    ),
    refuses(
      "promise-blob",
      "a promise of a resource's bytes",
      'emit({ type: "resource", resource: { uri: "a:b", blob: Promise.resolve("aGk=") } })',
      "content.resource.blob is a Promise: did you forget await?",
    ),
    refuses("no-data", "an image without data", 'image(undefined, "image/png")', "data is missing"),
    refuses("no-type", "an image without its type", 'image("aGk=")', "mimeType is missing"),
    refuses("mime-type", "an image of another type", 'image("aGk=", "text/html")', '"text/html"'),
    refuses(
      "base64",
      "data that is no base64",
      'image("aG*=", "image/png")',
      'no base64: it has "*"',
    ),
    refuses(
      "base64-length",
      "base64 that ends too early",
      'image("aGk", "image/png")',
      "3 characters",
    ),
    refuses(
      "resource",
      "a resource without contents",
      'emit({ type: "resource", resource: { uri: "a" } })',
      "content.resource must have a text, or a blob",
    ),
    fails("content/place", "the place of a block that is wrong", "const a = 1;\nemit({ a });", {
      code: "CODE_THREW",
      name: "TypeError",
      at: { source: "const a = 1;\nemit({ a });", line: 2, within: "emit({ a })" },
    }),
    {
      id: "content/count",
      title: "no more blocks are emitted than are allowed, and the code can catch it",
      async run(context) {
        const { execute } = await context.open({ limits: { maxContentBlocks: 3 } });
        const caught = await execute(`
          emit(["1", "2"]);
          try { emit(["3", "4"]); } catch ({ name, code, message }) { emit("5"); return [name, code, message]; }`);
        const [name, code, message] = resultOf(caught) as string[];
        assert.deepEqual([name, code], ["EmitError", "CONTENT_LIMIT"]);
        includes(message ?? "", "3 blocks");
        const texts = caught.content?.map((block) => block["text"]);
        assert.deepEqual(texts, ["1", "2", "5"], "blocks that are emitted together");
        failureOf(await execute("for (;;) emit('x')"), { code: "CONTENT_LIMIT" });
      },
    },
    {
      id: "content/size",
      title: "no larger blocks are emitted than a result may be",
      async run(context) {
        const { execute } = await context.open({ limits: { maxResultBytes: 10_000 } });
        const { content, ...result } = await execute(
          'emit("x".repeat(6_000)); emit("y".repeat(6_000));',
        );
        failureOf(result, { code: "CONTENT_LIMIT", says: ["10000 characters"] });
        assert.equal(content?.length, 1);
      },
    },
  ],
};

function emits(
  id: string,
  title: string,
  code: string,
  expected: readonly ContentBlock[],
): ConformanceCase {
  return {
    id: `content/${id}`,
    title,
    async run(context) {
      const result = await context.execute(`${code}\nreturn "done";`);
      assert.equal(resultOf(result), "done");
      assert.deepEqual(result.content, expected);
    },
  };
}

function refuses(id: string, title: string, call: string, says: string): ConformanceCase {
  return {
    id: `content/refused-${id}`,
    title: `${title}: a TypeError that says what is wrong, and nothing is emitted`,
    async run(context) {
      const result = await context.execute(
        `try { ${call}; return "emitted"; } catch (error) { return [error instanceof TypeError, error.message]; }`,
      );
      const [isTypeError, message] = resultOf(result) as [boolean, string];
      assert.equal(isTypeError, true, String(message));
      includes(message, says);
      assert.equal(result.content, undefined);
    },
  };
}
