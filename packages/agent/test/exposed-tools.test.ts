/** Tools of the application's that code calls. */
import { tool } from "langchain";
import { expect, it } from "vitest";
import { z } from "zod";
import { openBench, runs } from "./support/bench.js";

it.each([
  ["null", null, null],
  ["nothing", undefined, null],
  ["a boolean", false, false],
  ["a number", 0, 0],
  ["a text", "0", "0"],
  ["an empty array", [], []],
  ["an array", [1, null], [1, null]],
  ["an object", { paid: false, at: new Date(0) }, { paid: false, at: "1970-01-01T00:00:00.000Z" }],
])("gives code %s as it is", async (_, given, value) => {
  const ask = tool(async () => given, { name: "ask", description: "Asks", schema: z.object({}) });
  const { agent } = await openBench({
    additionalTools: [ask],
    exposeInCode: true,
    script: { turns: [runs("return [await app.ask()]"), { text: "Done." }] },
  });
  const { messages } = await agent.invoke("Ask");
  expect(messages[2]).toMatchObject({ artifact: { error: null, result: [value] } });
});
