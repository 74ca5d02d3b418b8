import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { OURS } from "../shared/figure.mjs";
import { median, percentile } from "../shared/statistics.mjs";
import { BIN, benchProject, execute, serveClient } from "./serve-client.mjs";

/** @typedef {import("../shared/figure.mjs").Figure} Figure */

/** @param {{ quick: boolean }} options @returns {Promise<Figure[]>} */
export async function measureServedExecutions({ quick }) {
  return [await stdioCost(quick ? 20 : 300), await parallelOverHttp()];
}

/** What serve adds to the time that the executor itself tells of. @param {number} runs @returns {Promise<Figure>} */
async function stdioCost(runs) {
  const client = await serveClient(benchProject(0));
  /** @type {number[]} */
  const added = [];
  for (let run = -10; run < runs; run++) {
    const started = performance.now();
    const { execution_time } = await execute(client, "return 1+1");
    const ms = performance.now() - started - execution_time * 1_000;
    if (run >= 0) added.push(ms);
  }
  await client.close();
  return {
    title: "execute_code `return 1+1` over stdio, less the executor's own time",
    unit: "ms",
    results: { [OURS]: summary(added) },
    target: { of: "value", must: 3, aim: 1 },
  };
}

/** @returns {Promise<Figure>} */
async function parallelOverHttp() {
  const child = spawn(process.execPath, [BIN, "serve", "--http", "0"], { cwd: benchProject(1) });
  try {
    const url = await addressOf(child.stderr);
    const clients = await Promise.all(Array.from({ length: 10 }, () => connect(url)));
    const [first] = clients;
    if (first === undefined) throw new Error("no client");
    await execute(first, "return await server_0.wait_0({ value: 0 })");
    const times = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const client = clients[n % 10] ?? first;
        const started = performance.now();
        const { result } = await execute(client, `return await server_0.wait_1({ value: ${n} })`);
        if (result !== String(n)) throw new Error(`${result} is not ${n}`);
        return performance.now() - started;
      }),
    );
    await Promise.all(clients.map((client) => client.close()));
    const { p95, ...rest } = summary(times);
    return {
      title: "the 95th percentile of 100 executions at once over HTTP, 10 sessions, tools of 20 ms",
      unit: "ms",
      results: { [OURS]: { ...rest, median: p95 } },
      target: { of: "value", must: 1_000, aim: 1_000 },
    };
  } finally {
    child.kill("SIGTERM");
  }
}

/** @param {number[]} times */
function summary(times) {
  return { median: median(times), p95: percentile(times, 95), count: times.length };
}

/** @param {import("node:stream").Readable} stderr */
async function addressOf(stderr) {
  for await (const line of createInterface(stderr)) {
    const [, url] = /^serving (\S+)$/.exec(line) ?? [];
    if (url !== undefined) return new URL(url);
  }
  throw new Error("serve ended");
}

/** @param {URL} url */
async function connect(url) {
  const client = new Client({ name: "bench", version: "1" });
  const transport = new StreamableHTTPClientTransport(url);
  await client.connect(
    /** @type {import("@modelcontextprotocol/sdk/shared/transport.js").Transport} */ (transport),
  );
  return client;
}
