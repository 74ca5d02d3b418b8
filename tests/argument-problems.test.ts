/** What a model is told of arguments that fit no schema of a union, and of others that are hard to explain. */
import { createToolServer, type JsonSchema } from "@toolweave/core";
import { expect, it } from "vitest";
import { open } from "./support/clients.js";

const CIRCLE = {
  type: "object",
  properties: { kind: { const: "circle" }, radius: { type: "number" } },
  required: ["kind", "radius"],
};
const GROUP = {
  type: "object",
  properties: {
    kind: { const: "group" },
    of: { type: "array", items: { $ref: "#/$defs/Shape" } },
  },
  required: ["kind", "of"],
};
const SHAPE = { anyOf: [{ $ref: "#/$defs/Circle" }, { $ref: "#/$defs/Group" }] };
const ORDER = { type: "string", enum: ["desc"] };
const $defs = { Circle: CIRCLE, Group: GROUP, Shape: SHAPE, Order: ORDER };

/** What the error says between the tool's name and its signature. */
async function problemOf(v: JsonSchema | boolean, value: unknown): Promise<string | undefined> {
  const inputSchema = { type: "object", properties: { v }, $defs };
  const handler = () => ({ content: [] });
  const server = createToolServer("s", [{ name: "take", inputSchema, handler }]);
  const args = JSON.stringify({ v: value });
  const { error } = await open({ s: { server } }).executeCode(`await s.take(${args})`);
  return /s\.take: (.*)\. Call it as/s.exec(error ?? "")?.[1];
}

/** More values than an error lists. */
const ZONES = ["Africa", "America", "Europe"].flatMap((part) =>
  Array.from({ length: 1_000 }, (_, n) => `${part}/Town${n}`),
);
const FIRST_ZONES = ZONES.slice(0, 12)
  .map((zone) => JSON.stringify(zone))
  .join(", ");

it.each<[about: string, schema: JsonSchema | boolean, value: unknown, says: string]>([
  [
    "a property that neither the schema nor what it is made of knows",
    {
      type: "object",
      allOf: [{ type: "object", properties: { centre: {} }, required: ["centre"] }],
      properties: { radius: {} },
      unevaluatedProperties: false,
    },
    { centre: 1, weight: 2 },
    "args.v.weight is unknown: known among others: radius",
  ],
  [
    "a value that is like one of a long enumeration",
    { type: "string", enum: [...ZONES, "Europe/Berlin"] },
    "europe/berlln",
    `args.v must be one of ${FIRST_ZONES}, …, was given "europe/berlln": did you mean "Europe/Berlin"?`,
  ],
  [
    "such a value where there may be none",
    { anyOf: [{ enum: [...ZONES, "Europe/Berlin"] }, { type: "null" }] },
    "Europe/Berln",
    `args.v must be one of ${FIRST_ZONES}, …, or null, was given "Europe/Berln": did you mean "Europe/Berlin"?`,
  ],
  [
    "the branch that a mark names",
    { oneOf: [CIRCLE, { ...GROUP, required: ["kind"] }] },
    { kind: "circle" },
    "args.v.radius is missing (number)",
  ],
  [
    "a branch that is a definition",
    { $ref: "#/$defs/Shape" },
    { kind: "circle", radius: "2" },
    'args.v.radius must be number, was given "2"',
  ],
  [
    "branches that refer to each other",
    { $ref: "#/$defs/Shape" },
    { kind: "group", of: [{ kind: "group", of: [{ kind: "circle" }] }] },
    "args.v.of[0].of[0].radius is missing (number)",
  ],
  [
    "the one branch that is of the value's type",
    { anyOf: [{ $ref: "#/$defs/Circle" }, { type: "null" }] },
    { kind: "circle" },
    "args.v.radius is missing (number)",
  ],
  [
    "a mark that no branch has",
    { oneOf: [CIRCLE, GROUP] },
    { kind: "square" },
    'args.v.kind must be one of "circle", "group", was given "square"',
  ],
  [
    "a text that is none of a list, where null may stand as well",
    { anyOf: [{ type: "string", enum: ["open", "closed"] }, { type: "null" }] },
    "opened",
    'args.v must be one of "open", "closed", or null, was given "opened"',
  ],
  [
    "the same by constants and a definition",
    { oneOf: [{ const: "asc", title: "Ascending" }, { $ref: "#/$defs/Order" }] },
    "up",
    'args.v must be one of "asc", "desc", was given "up"',
  ],
  [
    "a value of a type that no branch is for",
    { anyOf: [{ type: "integer" }, { type: "null" }] },
    1.5,
    "args.v must be integer or null, was given 1.5",
  ],
  [
    "digits that no number can hold, where null may stand as well",
    { anyOf: [{ type: "integer" }, { type: "null" }] },
    "1234567890123456789",
    'args.v must be integer or null, was given "1234567890123456789", which no number of JavaScript can hold: Number() would make it another',
  ],
  [
    "a text that no branch fits, though two are for texts",
    {
      anyOf: [
        { type: "string", pattern: "^a" },
        { type: "string", pattern: "^b" },
      ],
    },
    "c",
    'args.v fits none of the forms it may have, was given "c"',
  ],
  [
    "one of several properties that must be there",
    { type: "object", anyOf: [{ required: ["id"] }, { required: ["owner", "my name"] }] },
    { owner: "acme" },
    'args.v must have "id", or "owner" and "my name", was given the object {"owner":"acme"}',
  ],
  [
    "several properties of which only one may be there",
    { type: "object", oneOf: [{ required: ["id"] }, { required: ["name"] }] },
    { id: 1, name: "a" },
    'args.v may have only one of "id", or "name", was given the object {"id":1,"name":"a"}',
  ],
  [
    "a union of which two branches fit",
    { oneOf: [{ type: "number" }, { type: "integer" }] },
    1,
    "args.v fits several of the forms it may have, and only one may fit, was given 1",
  ],
  [
    "the name of a property",
    { propertyNames: { pattern: "^a" } },
    { b: 1 },
    'args.v: the name "b" must match pattern "^a"',
  ],
  [
    "a property that fits no pattern of names",
    { patternProperties: { "^a": {} }, additionalProperties: false },
    { b: 1 },
    "args.v.b is unknown",
  ],
  [
    "what must not be",
    { not: { type: "string" } },
    "x",
    'args.v has a form that it must not have, was given "x"',
  ],
  ["what must not be there", false, 1, "args.v must be left out, was given 1"],
])("tells of %s", async (_, schema, value, says) => {
  expect(await problemOf(schema, value)).toBe(says);
});

it("shortens names that are the code's own", async () => {
  const name = "x".repeat(100_000);
  const closed = await problemOf({ type: "object", additionalProperties: false }, { [name]: 1 });
  expect(closed?.length).toBeLessThan(300);
  const typed = { type: "object", additionalProperties: { type: "string" } };
  const value = await problemOf(typed, { [name]: 1 });
  expect(value).toContain("must be string, was given 1");
  expect(value?.length).toBeLessThan(300);
});

it.each<[about: string, schema: JsonSchema, value: unknown]>([
  ["values", { enum: ["a", "b", "c"].map((value) => value.repeat(60_000)) }, "x"],
  ["a value", { const: "a".repeat(100_000) }, "x"],
  [
    "names that are known",
    { additionalProperties: false, properties: { ["a".repeat(100_000)]: {} } },
    { x: 1 },
  ],
  [
    "a value that is missing",
    { required: ["x"], properties: { x: { enum: ["a".repeat(100_000)] } } },
    {},
  ],
  [
    "names that others need",
    { dependentRequired: { x: Array.from({ length: 100 }, (_, i) => `${i}`.repeat(1_000)) } },
    { x: 1 },
  ],
  ["a pattern", { type: "string", pattern: `^${"a".repeat(10_000)}$` }, "x"],
])("what a schema says at length is told shortly: %s", async (_, schema, value) => {
  const problem = await problemOf(schema, value);
  expect(problem).toMatch(/^args\.v/);
  expect(problem?.length).toBeLessThan(1_500);
});

it("the names that may be are told", async () => {
  const schema = { propertyNames: { enum: ["id", "size"] } };
  expect(await problemOf(schema, { colour: 1 })).toBe(
    'args.v: the name "colour" must be one of "id", "size"',
  );
});

it("what is missing is told by its own schema, whatever its name", async () => {
  const properties = { "user.name": { type: "string" }, id: { type: "integer" } };
  const schema = { properties, required: ["user.name", "toString"] };
  expect(await problemOf(schema, {})).toBe(
    'args.v["user.name"] is missing (string); args.v.toString is missing',
  );
});

it("a property that is called __proto__ is checked as any other", async () => {
  const properties = JSON.parse('{"__proto__":{"type":"string"},"size":{}}');
  const inputSchema = { type: "object", properties, additionalProperties: false };
  const handler = () => ({ content: [] });
  const client = open({
    s: { server: createToolServer("s", [{ name: "take", inputSchema, handler }]) },
  });
  const right = await client.executeCode('await s.take({ ["__proto__"]: "text" })');
  expect(right.error).toBeNull();
  const wrong = await client.executeCode('await s.take({ ["__proto__"]: 1 })');
  expect(wrong.error).toContain("args.__proto__ must be string, was given 1");
});
