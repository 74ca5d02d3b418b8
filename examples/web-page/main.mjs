/**
 * An agent in a web page, which follows its steps by server-sent events. `--serve` keeps the page at
 * http://127.0.0.1:3000 for a browser; without it the program reads the stream itself, and ends.
 */
import assert from "node:assert/strict";
import { demoAgent } from "./demo-agent.mjs";
import { startServer } from "./server.mjs";

const isServing = process.argv.includes("--serve");
const { agent, close } = await demoAgent();
const server = await startServer(agent, isServing ? 3000 : 0);

if (isServing) {
  console.log(`Open ${server.url}`);
} else {
  try {
    const response = await fetch(new URL("run?task=Which+issues+are+open%3F", server.url));
    const events = (await response.text()).split("\n\n").filter((event) => event !== "");
    const steps = events.map((event) => JSON.parse(event.replace(/^data: /, "")));
    for (const { type } of steps) console.log(type);
    assert.equal(steps.at(-1).type, "result");
    assert.equal(steps.at(-1).result.status, "answered");
  } finally {
    await server.close();
    await close();
  }
}
