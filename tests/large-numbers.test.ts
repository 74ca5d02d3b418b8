/**
 * Numbers in the texts of servers that a number of JavaScript cannot hold, such as the identifiers of chats
 * and posts: a model that was given another one would act on what it never meant.
 */
import { createToolServer } from "@toolweave/core";
import { expect, it } from "vitest";
import { open } from "./support/clients.js";

/** What code gets of a tool that answers with a text. */
async function answerOf(text: string): Promise<unknown> {
  const handler = () => ({ content: [{ type: "text", text }] });
  const server = createToolServer("chat", [
    { name: "read", inputSchema: { type: "object" }, handler },
  ]);
  const { result, error } = await open({ chat: { server } }).executeCode(
    "return await chat.read()",
  );
  expect(error).toBeNull();
  return result;
}

it.each<[title: string, text: string, value: unknown]>([
  [
    "identifiers of 64 bits",
    '{"id":1234567890123456789,"to":[-1234567890123456789]}',
    { id: "1234567890123456789", to: ["-1234567890123456789"] },
  ],
  ["a number beyond all bounds", "[1e400,-1e400]", ["1e400", "-1e400"]],
])("gives %s as a string of what stands there", async (_, text, value) => {
  expect(await answerOf(text)).toEqual(value);
});

it.each<[title: string, text: string]>([
  [
    "whole numbers that are exact",
    "[9007199254740991,-9007199254740992,10000000000000000000000,0]",
  ],
  ["fractions and powers", "[0.12345678901234567890,1.5e300,2E+100,1e-400]"],
  [
    "digits in strings and names, whatever quotes are escaped beside them",
    String.raw`{"1234567890123456789":"\\\"1234567890123456789","\\":"[1e400, \"","a\\\\":["1234567890123456789"]}`,
  ],
])("leaves %s as they are", async (_, text) => {
  expect(await answerOf(text)).toEqual(JSON.parse(text));
});

it("leaves digits in strings alone beside a number that changes", async () => {
  const text = String.raw`{"a\"1":"1234567890123456789\\","b":1234567890123456789,"c":"\\\\\""}`;
  expect(await answerOf(text)).toEqual({ ...JSON.parse(text), b: "1234567890123456789" });
});

it("reads texts of millions of numbers and long strings in time", async () => {
  const text = `[${"1234567890123456789,".repeat(100_000)}"${String.raw`\"`.repeat(500_000)}"]`;
  const { length } = (await answerOf(text)) as string[];
  expect(length).toBe(100_001);
});

it("says that a number cannot be given as such to a tool that wants one", async () => {
  const properties = { id: { type: "integer" }, other: { type: "integer" } };
  const inputSchema = { type: "object", properties };
  const handler = () => ({ content: [] });
  const server = createToolServer("chat", [{ name: "send", inputSchema, handler }]);
  const client = open({ chat: { server } });
  const { error } = await client.executeCode(
    'await chat.send({ id: "1234567890123456789", other: "9007199254740992" })',
  );
  expect(error).toContain(
    'args.id must be integer, was given "1234567890123456789", which no number of JavaScript can hold: ' +
      'Number() would make it another; args.other must be integer, was given "9007199254740992". Call it as',
  );
});

it("says nothing against a server whose output schema has them as numbers", async () => {
  const tool = (name: string, text: string) => ({
    name,
    inputSchema: { type: "object" },
    outputSchema: { type: "object", properties: { id: { type: "integer" } } },
    handler: () => ({ content: [{ type: "text", text }] }),
  });
  const server = createToolServer("chat", [
    tool("read", '{"id":1234567890123456789}'),
    tool("quote", '{"id":"1234567890123456789"}'),
  ]);
  const { result, logs } = await open({ chat: { server } }).executeCode(
    "return [await chat.read(), await chat.quote()]",
  );
  expect(result).toEqual([{ id: "1234567890123456789" }, { id: "1234567890123456789" }]);
  expect(logs).toEqual([expect.stringContaining("[WARN] chat.quote answered")]);
});
