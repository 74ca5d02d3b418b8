import { describe, expect, it } from "vitest";
import { toolSignature } from "../../src/signature/tool-signature.js";
import { toolOf, withProperty } from "../support/tools.js";
import { moduleOfSignatures, typeErrors } from "../support/type-check.js";
import { CONSTRUCTS } from "./constructs.js";

const CITY = { type: "object", properties: { zip: { type: "number" } } };

function signature(schema: unknown, rest: Parameters<typeof toolOf>[1] = {}): string {
  return toolSignature(toolOf(schema, rest), "server", "listing");
}

function typeOfProperty(schema: unknown): string {
  const text = signature(withProperty(schema));
  const line = /^server\.tool\(args: \{ x: (.*) \}\): Promise<unknown>$/.exec(text)?.[1];
  const block = /^server\.tool\(args: \{\n {2}([\s\S]*);\n\}\): Promise<unknown>$/.exec(text)?.[1];
  return (line ?? block ?? text).replace(/^x: /, "");
}

describe("toolSignature", () => {
  it.each(CONSTRUCTS)("reads $is", ({ schema, reads }) => {
    expect(typeOfProperty(schema)).toBe(reads);
  });

  it("gives text that compiles, for each of these and for all uses", async () => {
    const tools = CONSTRUCTS.map(({ schema }) => toolOf(withProperty(schema)));
    const uses = ["listing", "search", "error"] as const;
    const signatures = uses.flatMap((use) =>
      tools.map((tool) => toolSignature(tool, "server", use)),
    );
    expect(await typeErrors({ "signatures.ts": moduleOfSignatures(signatures) })).toEqual([]);
  });
});

describe("the argument", () => {
  it.each([
    ["is left out where there is none", {}, "()"],
    ["is left out for an object without properties", { type: "object" }, "()"],
    ["is optional where all of it is", { properties: { a: {} } }, "(args?: { a?: unknown })"],
    [
      "may be any object",
      { type: "object", additionalProperties: true },
      "(args?: Record<string, unknown>)",
    ],
    [
      "is a union where the schema is one",
      {
        oneOf: [
          { properties: { a: {} }, required: ["a"] },
          { properties: { b: {} }, required: ["b"] },
        ],
      },
      "(args: { a: unknown } | { b: unknown })",
    ],
  ])("%s", (_, schema, reads) => {
    expect(signature(schema)).toBe(`server.tool${reads}: Promise<unknown>`);
  });

  it("stands on several lines where one would be long", () => {
    const names = ["repository_owner", "repository_name", "pull_request_number", "commit_message"];
    const properties = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
    expect(signature({ type: "object", properties, required: names })).toBe(
      `server.tool(args: {\n${names.map((name) => `  ${name}: string;\n`).join("")}}): Promise<unknown>`,
    );
  });
});

describe("the result", () => {
  it("is what the server declares", () => {
    const outputSchema = {
      type: "object",
      properties: { id: { type: "number" } },
      required: ["id"],
    };
    expect(signature({}, { outputSchema })).toBe("server.tool(): Promise<{ id: number }>");
  });

  it("is unknown where nothing is known", () => {
    expect(signature({})).toBe("server.tool(): Promise<unknown>");
  });
});

describe("descriptions", () => {
  const described = (description: string, name = "x"): string => {
    const schema = withProperty({ type: "string", description }, name);
    const text = toolSignature(toolOf(schema, { name: "list_issues" }), "github", "search");
    return /\/\*\* (.*) \*\//.exec(text)?.[1] ?? "";
  };

  it.each([
    ["Where to begin. More about it follows here.", "Where to begin"],
    ["Date in the form YYYY-MM-DD", "Date in the form YYYY-MM-DD"],
    ["First line\n\n- and a list", "First line"],
    ["Ends */ here", "Ends *\\/ here"],
    ["@ts-expect-error", "@ ts-expect-error"],
    ["検索キーワード。詳細は省略。", "検索キーワード。"],
  ])("of %j shows %j", (description, shown) => {
    expect(described(description)).toBe(shown);
  });

  it("are cut at a word", () => {
    const shown = described("word ".repeat(100));
    expect(shown.length).toBeLessThanOrEqual(101);
    expect(shown).toMatch(/ word…$/);
  });

  it("are left out where the name says it already", () => {
    expect(described("The name of the repository you want to use", "repository")).toBe("");
    expect(described("Which issues to list", "issues")).toBe("");
    expect(described("The path of the repository", "repository")).not.toBe("");
  });

  it("keep of their examples the first, if it shows a form", () => {
    expect(described("The day (e.g., 2025-12-31, 2026-01-01)", "day")).toBe("e.g. 2025-12-31");
    expect(described("The city (e.g. Rome, Oslo)", "city")).toBe("");
    expect(described("Destination (e.g. Rome)")).toBe("Destination");
  });

  it("are not followed by a default they tell themselves", () => {
    const schema = withProperty({
      type: "number",
      description: "Results (default: 5)",
      default: 5,
    });
    expect(toolSignature(toolOf(schema), "server", "search")).toContain(
      "/** Results (default: 5) */",
    );
  });

  it("are not followed by limits they tell themselves", () => {
    const limits = { type: "integer", minimum: 1, maximum: 100 };
    const shown = (description: string): string =>
      toolSignature(toolOf(withProperty({ ...limits, description })), "server", "search");
    expect(shown("Results per page (max 100, min 1)")).toContain(
      "/** Results per page (max 100, min 1) */",
    );
    expect(shown("Results per page (max 100)")).toContain("(max 100) (1 to 100) */");
  });

  it("are for searches; lists and errors have the facts alone", () => {
    const schema = withProperty({ type: "string", format: "uri", description: "Address" });
    const tool = toolOf(schema);
    expect(toolSignature(tool, "server", "search")).toContain("/** Address (uri) */");
    expect(toolSignature(tool, "server", "listing")).toContain("/** uri */");
    expect(toolSignature(tool, "server", "error")).toContain("/** uri */");
  });
});

describe("references", () => {
  const person = {
    type: "object",
    properties: { name: { type: "string" }, mail: { type: "string", format: "email" } },
    required: ["name"],
  };

  it("are followed where they are used once", () => {
    expect(
      signature({ properties: { a: { $ref: "#/$defs/Id" } }, $defs: { Id: { type: "number" } } }),
    ).toBe("server.tool(args?: { a?: number }): Promise<unknown>");
  });

  it("say what is required beside them", () => {
    const $defs = { Id: { properties: { a: { type: "number" } } } };
    expect(signature({ $ref: "#/$defs/Id", required: ["a"], $defs })).toBe(
      "server.tool(args: { a?: number } & { a: unknown }): Promise<unknown>",
    );
  });

  it.each([
    ["$defs", "#/$defs/person"],
    ["definitions", "#/definitions/person"],
    ["$defs", "#person"],
  ])("into %s as %s are declared once where they are shared", (container, $ref) => {
    const long = { ...person, $anchor: "person", title: "" };
    const address = {
      street: { type: "string" },
      city: { type: "string" },
      zip: { type: "string" },
    };
    const schema = {
      properties: { from: { $ref }, to: { $ref } },
      [container]: { person: { ...long, properties: { ...person.properties, ...address } } },
    };
    expect(signature(schema)).toMatch(
      /^server\.tool\(args\?: \{ from\?: Person; to\?: Person \}\): Promise<unknown>\ntype Person = \{\n/i,
    );
  });

  it.each<[by: string, schema: object]>([
    [
      "an anchor of a property",
      { properties: { a: { ...CITY, $anchor: "c" }, b: { $ref: "#c" } } },
    ],
    [
      "a dynamic anchor",
      {
        properties: { a: { $dynamicRef: "#c" }, b: { $ref: "#c" } },
        $defs: { c: { ...CITY, $dynamicAnchor: "c" } },
      },
    ],
    [
      "an identifier relative to the document's",
      {
        $id: "https://example.com/schemas/tool.json",
        properties: { a: { $ref: "city.json" }, b: { $ref: "/schemas/city.json#" } },
        $defs: { c: { ...CITY, $id: "city.json" } },
      },
    ],
    [
      "an identifier in a document without one",
      {
        properties: { a: { $ref: "City" }, b: { $ref: "/city" } },
        definitions: { c: { ...CITY, $id: "City" }, d: { ...CITY, $id: "/city" } },
      },
    ],
    [
      "the document's name without its folder",
      {
        $id: "https://example.com/schemas/tool.json",
        properties: { a: { $ref: "tool.json#/$defs/c" }, b: { $ref: "#/$defs/c" } },
        $defs: { c: CITY },
      },
    ],
    [
      "an identifier of draft-04",
      {
        properties: { a: { $ref: "#c" }, b: { $ref: "#/definitions/c" } },
        definitions: { c: { ...CITY, id: "#c" } },
      },
    ],
    [
      "a pointer within what has an identifier of its own",
      {
        properties: { a: { $ref: "of-its-own" }, b: { $ref: "of-its-own#/$defs/c" } },
        $defs: {
          own: { $id: "of-its-own", $ref: "#/$defs/c", $defs: { c: CITY } },
          c: { type: "number" },
        },
      },
    ],
    [
      "a pointer from there to what only the document has",
      {
        properties: { a: { $ref: "of-its-own" }, b: { $ref: "#/$defs/c" } },
        $defs: { own: { $id: "of-its-own", $ref: "#/$defs/c" }, c: CITY },
      },
    ],
  ])("are followed by %s", (_, schema) => {
    expect(signature(schema)).toBe(
      "server.tool(args?: { a?: { zip?: number }; b?: { zip?: number } }): Promise<unknown>",
    );
  });

  it("may be to a whole schema by its anchor", () => {
    const next = { $dynamicRef: "#node" };
    expect(signature({ $dynamicAnchor: "node", properties: { next } })).toBe(
      "server.tool(args?: ToolArgs): Promise<unknown>\ntype ToolArgs = { next?: ToolArgs };",
    );
  });

  it("are not to what is only data, nor to what properties are called", () => {
    const schema = {
      properties: { a: { $ref: "#c" }, $id: { type: "string" }, const: { $anchor: "d" } },
      default: { $anchor: "c" },
      required: ["a"],
    };
    const unread = "unknown /* a reference that cannot be followed */";
    expect(signature(schema)).toBe(
      `server.tool(args: { a: ${unread}; $id?: string; const?: unknown }): Promise<unknown>`,
    );
    expect(signature({ ...schema, properties: { ...schema.properties, a: { $ref: "#d" } } })).toBe(
      "server.tool(args: { a: unknown; $id?: string; const?: unknown }): Promise<unknown>",
    );
  });

  it("are followed by their pointer, whatever schema says that it has it for an identifier", () => {
    const $defs = { a: { $id: "#/$defs/b", type: "string" }, b: { type: "number" } };
    const properties = { a: { $ref: "#/$defs/a" }, b: { $ref: "#/$defs/b" } };
    expect(signature({ properties, $defs })).toBe(
      "server.tool(args?: { a?: string; b?: number }): Promise<unknown>",
    );
  });

  it("are named for the file that they lead to", () => {
    const item = { $ref: "parts/order-item.json" };
    const parts = { type: "array", items: item };
    const $defs = { i: { $id: "parts/order-item.json", properties: { parts } } };
    expect(signature({ properties: { item }, $defs })).toBe(
      "server.tool(args?: { item?: OrderItem }): Promise<unknown>\n" +
        "type OrderItem = { parts?: OrderItem[] };",
    );
  });

  it("may go round", () => {
    const node = {
      type: "object",
      properties: { value: {}, next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] } },
    };
    expect(signature({ properties: { head: { $ref: "#/$defs/node" } }, $defs: { node } })).toBe(
      "server.tool(args?: { head?: Node }): Promise<unknown>\n" +
        "type Node = { value?: unknown; next?: Node | null };",
    );
  });

  it("may lead to the whole schema, or into the midst of it", () => {
    expect(signature({ properties: { and: { type: "array", items: { $ref: "#" } } } })).toBe(
      "server.tool(args?: ToolArgs): Promise<unknown>\ntype ToolArgs = { and?: ToolArgs[] };",
    );
    const nodes = {
      type: "array",
      items: { properties: { nodes: { $ref: "#/properties/nodes" } } },
    };
    expect(signature({ properties: { nodes } })).toBe(
      "server.tool(args?: { nodes?: NodesItem[] }): Promise<unknown>\n" +
        "type NodesItem = { nodes?: NodesItem[] };",
    );
  });

  it("give names that hide nothing and are never two types", () => {
    const recursive = (items: string): object => ({
      properties: { a: { $ref: items }, b: { $ref: items } },
    });
    const text = signature({
      properties: { a: { $ref: "#/$defs/promise" }, b: { $ref: "#/$defs/Promise" } },
      $defs: { promise: recursive("#/$defs/promise"), Promise: recursive("#/$defs/Promise") },
    });
    expect(text).toContain("type TypePromise = ");
    expect(text).toContain("type TypePromise2 = ");
  });

  it("share what reads the same though it was written twice", () => {
    const properties = Object.fromEntries(
      ["first_name", "last_name", "street", "city", "country"].map((name) => [
        name,
        { type: "string" },
      ]),
    );
    const schema = { properties: { sender: { properties }, receiver: { properties } } };
    expect(signature(schema)).toContain("{ sender?: Sender; receiver?: Sender }");
  });
});

describe("the text", () => {
  it("is the same each time", () => {
    const schema = JSON.stringify(withProperty({ anyOf: [{ type: "string" }, { enum: [1, 2] }] }));
    expect(signature(JSON.parse(schema))).toBe(signature(JSON.parse(schema)));
  });

  it("is made once for a tool", () => {
    const tool = toolOf(withProperty({ enum: Array.from({ length: 100_000 }, (_, n) => `v${n}`) }));
    const first = toolSignature(tool, "server", "listing");
    const started = performance.now();
    for (let i = 0; i < 1_000; i++) expect(toolSignature(tool, "server", "listing")).toBe(first);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
