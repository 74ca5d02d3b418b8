import { ContentBlockSchema } from "@modelcontextprotocol/sdk/types.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentProblem } from "../../src/protocol/content-problem.js";

const someText = fc.string({ unit: "binary" });
const anything = fc.jsonValue({ maxDepth: 2 });
/** Mostly what a field may be, and now and then anything. */
const field = (fitting: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary: fitting }, { weight: 1, arbitrary: anything });
const base64 = fc.oneof(fc.base64String({ minLength: 4 }), fc.string({ maxLength: 8 }));
const annotations = fc.record(
  {
    audience: field(fc.array(fc.constantFrom("user", "assistant"))),
    priority: field(fc.double({ min: 0, max: 1, noNaN: true })),
    lastModified: field(
      fc.oneof(
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        fc.constantFrom(
          "2026-02-28T10:00Z",
          "2026-13-01T00:00:00Z",
          "2026-01-01",
          "2026-01-01T00:00:00+02:00",
        ),
      ),
    ),
  },
  { requiredKeys: [] },
);
const icon = fc.record(
  {
    src: field(someText),
    mimeType: field(someText),
    sizes: field(fc.array(someText)),
    theme: field(fc.constantFrom("light", "dark")),
  },
  { requiredKeys: ["src"] },
);
const about = { annotations: field(annotations), _meta: field(fc.object({ maxDepth: 1 })) };
const resource = fc.record(
  { uri: field(someText), mimeType: field(someText), text: field(someText), blob: field(base64) },
  { requiredKeys: ["uri"] },
);
const media = (kind: string): fc.Arbitrary<unknown> =>
  fc.record(
    {
      type: fc.constant(kind),
      data: field(base64),
      mimeType: field(fc.constantFrom(`${kind}/x`, "text/html")),
      ...about,
    },
    { requiredKeys: ["type", "data", "mimeType"] },
  );

const blocks = fc.oneof(
  fc.record(
    { type: fc.constant("text"), text: field(someText), ...about },
    { requiredKeys: ["type", "text"] },
  ),
  media("image"),
  media("audio"),
  fc.record(
    { type: fc.constant("resource"), resource: field(resource), ...about },
    { requiredKeys: ["type", "resource"] },
  ),
  fc.record(
    {
      type: fc.constant("resource_link"),
      uri: field(someText),
      name: field(someText),
      title: field(someText),
      description: field(someText),
      mimeType: field(someText),
      size: field(fc.nat()),
      icons: field(fc.array(icon)),
      ...about,
    },
    { requiredKeys: ["type", "uri", "name"] },
  ),
  anything,
);

describe("what passes for a content block", () => {
  it("is one to every client that is made with the MCP SDK", () => {
    let taken = 0;
    fc.assert(
      fc.property(blocks, (block) => {
        if (contentProblem(block) !== undefined) return true;
        taken++;
        return ContentBlockSchema.safeParse(block).success;
      }),
      { numRuns: 10_000 },
    );
    expect(taken).toBeGreaterThan(1_000);
  });

  it.each<[block: unknown, problem: string]>([
    [null, " must be a content block, not null"],
    [[], " must be a content block, not an array"],
    [{ type: "constructor" }, ".type must be"],
    [{ type: 5 }, ".type must be"],
    [{ type: "text" }, ".text is missing"],
    [{ type: "text", text: null }, ".text must be text, not null"],
    [{ type: "image", data: "", mimeType: "image/png" }, ".data is empty"],
    [
      { type: "image", data: "aGk", mimeType: "image/png" },
      ".data is no base64: it has 3 characters",
    ],
    [{ type: "image", data: "a=k=", mimeType: "image/png" }, '.data is no base64: it has "=" at 1'],
    [
      { type: "image", data: "aG\nk", mimeType: "image/png" },
      '.data is no base64: it has "\n" at 2',
    ],
    [{ type: "image", data: "aGk=", mimeType: "image/" }, '.mimeType must be like "image/png"'],
    [{ type: "audio", data: "aGk=", mimeType: "image/png" }, '.mimeType must be like "audio/wav"'],
    [{ type: "resource_link", uri: "a" }, ".name is missing"],
    [{ type: "resource", resource: { uri: "a", blob: 5 } }, ".resource.blob must be text"],
    [
      { type: "text", text: "", annotations: { audience: ["user", "all"] } },
      '.annotations.audience[1] must be "user" or "assistant", not "all"',
    ],
  ])("is not %j", (block, problem) => {
    expect(contentProblem(block)).toContain(problem);
  });

  it("may be of many megabytes", () => {
    const data = "abcd".repeat(5_000_000);
    expect(contentProblem({ type: "image", data, mimeType: "image/png" })).toBeUndefined();
  });
});
