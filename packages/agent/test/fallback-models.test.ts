/** Runs in which another model takes over. */
import { modelFallbackMiddleware } from "langchain";
import { expect, it } from "vitest";
import { openBench, runs } from "./support/bench.js";
import { CLIENTS, modelFor } from "./support/models.js";

it.each(CLIENTS)("$name goes on with the calls of a model that has failed", async (client) => {
  const second = await openBench({ client, script: { turns: [{ text: "Both are done." }] } });
  const { agent } = await openBench({
    script: {
      turns: [
        { toolCalls: [1, 2].flatMap((number) => runs(`return ${number}`).toolCalls) },
        { fault: "server-error" },
      ],
    },
    middleware: [modelFallbackMiddleware(modelFor(second.standIn, { client }))],
  });
  expect(await agent.run("Run both")).toBe("Both are done.");
});
