/** Bounds of numbers, as the drafts of JSON Schema and OpenAPI write them: what is told of them is what is checked. */
import { createToolServer, type JsonSchema } from "@toolweave/core";
import { expect, it } from "vitest";
import { open } from "./support/clients.js";

const numeric: JsonSchema = { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 9 };
const boolean: JsonSchema = {
  type: "number",
  minimum: 0,
  exclusiveMinimum: true,
  maximum: 9,
  exclusiveMaximum: true,
};

/** What is wrong with the arguments of a tool that takes a number and a name; `undefined` if they pass. */
async function problemOf(v: JsonSchema, args: object): Promise<string | undefined> {
  const inputSchema = { type: "object", properties: { v, name: { type: "string" } } };
  const handler = () => ({ content: [] });
  const server = createToolServer("s", [{ name: "take", inputSchema, handler }]);
  const code = `await s.take(${JSON.stringify(args)})`;
  const { error } = await open({ s: { server } }).executeCode(code);
  return error === null ? undefined : /s\.take: (.*)\. Call it as/s.exec(error)?.[1];
}

it.each<[about: string, schema: JsonSchema, value: number, says: string | undefined]>([
  ["in 2020-12", numeric, 0, "args.v must be > 0, was given 0"],
  ["in 2020-12", numeric, 9, "args.v must be < 9, was given 9"],
  ["in 2020-12", numeric, 8.9, undefined],
  ["in draft-04", boolean, 0, "args.v must be > 0, was given 0"],
  ["in draft-04", boolean, 9, "args.v must be < 9, was given 9"],
  ["in draft-04", boolean, -1, "args.v must be >= 0, was given -1"],
  ["in draft-04", boolean, 8.9, undefined],
  ["that are not", { type: "number", minimum: 0, exclusiveMinimum: false }, 0, undefined],
  ["of nothing", { type: "number", exclusiveMinimum: true }, 0, undefined],
])("bounds that are excluded %s are checked: %j, %d", async (_, schema, value, says) => {
  expect(await problemOf(schema, { v: value })).toBe(says);
});

it("bounds in the words of draft-04 leave no other argument unchecked", async () => {
  expect(await problemOf(boolean, { name: 5 })).toBe("args.name must be string, was given 5");
});
