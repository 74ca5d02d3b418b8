import { setTimeout as sleep } from "node:timers/promises";
import { createToolServer, MCPClient } from "@toolweave/core";
import type {} from "@toolweave/executor-quickjs";
import { afterAll, expect, it } from "vitest";

const server = createToolServer("echo", [
  {
    name: "echo",
    inputSchema: { type: "object", additionalProperties: true },
    handler: async (args) => {
      await wait(Number(args["waitUs"] ?? 0));
      return { content: [{ type: "text", text: JSON.stringify(args) }] };
    },
  },
]);
const client = new MCPClient(
  { mcpServers: { echo: { server } } },
  { codeMode: { executor: "quickjs", limits: { maxToolCalls: 3_000 } } },
);
afterAll(() => client.close());

/** About as long: timers are too coarse. */
async function wait(us: number): Promise<void> {
  const end = performance.now() + us / 1000;
  while (performance.now() < end) await new Promise(setImmediate);
}

it("messages of all sizes and characters keep their order", async () => {
  const { result, error, logs } = await client.executeCode(
    `const texts = ["a", "é", "\\u0000", "🧵", "\\ud800", "x".repeat(5461), "x".repeat(20_000), "ß".repeat(5461), ""];
     const wrong = [];
     for (let n = 0; n < 900; n++) {
       const text = texts[(n * 7 + (n >> 3)) % texts.length];
       if (n % 3 === 0) console.log("before", n);
       const got = await echo.echo({ n, text });
       if (got.n !== n || got.text !== text) wrong.push(n);
       if (n % 5 === 0) console.log("after", n);
     }
     return wrong;`,
  );
  expect({ result, error }).toEqual({ result: [], error: null });
  const expected = Array.from({ length: 900 }, (_, n) => [
    ...(n % 3 === 0 ? [`before ${n}`] : []),
    ...(n % 5 === 0 ? [`after ${n}`] : []),
  ]);
  expect(logs).toEqual(expected.flat());
});

it("calls beside each other get their own answers", async () => {
  const { result, error } = await client.executeCode(
    `const one = async (k) => {
       let wrong = 0;
       for (let n = 0; n < 120; n++) {
         const got = await echo.echo({ n, k, text: k % 2 ? "ä" : "a", waitUs: (n * 37 + k * 101) % 400 });
         if (got.n !== n || got.k !== k) wrong++;
       }
       return wrong;
     };
     return Promise.all(Array.from({ length: 6 }, (_, k) => one(k)));`,
  );
  expect({ result, error }).toEqual({ result: [0, 0, 0, 0, 0, 0], error: null });
});

it("no answer is lost that comes just as nobody looks for it any more", async () => {
  const { result, error } = await client.executeCode(
    `let sum = 0;
     for (let n = 0; n < 2_000; n++) sum += (await echo.echo({ n, waitUs: (n * 17) % 900 })).n;
     return sum;`,
    60_000,
  );
  expect({ result, error }).toEqual({ result: 1_999_000, error: null });
});

it("the next guest sees nothing of one that ended in the midst of its calls", async () => {
  for (let round = 0; round < 20; round++) {
    const ended = await client.executeCode(
      `for (let n = 0; n < 20; n++) await echo.echo({ n });
       for (let n = 0; n < 5; n++) echo.echo({ n, waitUs: ${round * 40} });
       return "left";`,
    );
    expect(ended.result).toBe("left");
    const abort = new AbortController();
    const endless = "for (let n = 0; ; n++) await echo.echo({ n });";
    const aborted = client.executeCode(endless, { signal: abort.signal });
    await sleep(round % 7);
    abort.abort();
    expect((await aborted).error_details?.code).toBe("EXECUTION_ABORTED");
    const next = await client.executeCode("return (await echo.echo({ n: 'next' })).n");
    expect({ result: next.result, error: next.error }).toEqual({ result: "next", error: null });
  }
});
