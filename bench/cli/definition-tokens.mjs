import { encode } from "gpt-tokenizer";
import { benchProject, execute, serveClient } from "./serve-client.mjs";

/** Tokens that a client pays for with 300 tools behind serve: definitions and instructions. */
export async function definitionTokens() {
  const client = await serveClient(benchProject(10));
  await execute(client, "return 1");
  const { tools } = await client.listTools();
  const text = JSON.stringify(tools) + (client.getInstructions() ?? "");
  await client.close();
  return encode(text).length;
}
