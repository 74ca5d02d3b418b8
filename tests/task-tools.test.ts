/** A tool that its server runs as a task alone is to code a tool like any other. */
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { open } from "./support/clients.js";

const require = createRequire(import.meta.url);

it("a tool that its server over stdio runs as a task alone is called by code", async () => {
  const main = require.resolve("@modelcontextprotocol/server-everything/dist/index.js");
  const client = open({ everything: { command: process.execPath, args: [main] } });
  const { result, error } = await client.executeCode(
    "return await everything.simulate_research_query({ topic: 'tea' })",
  );
  expect(error).toBeNull();
  expect(result).toContain("tea");
});
