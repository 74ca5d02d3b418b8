/** `pnpm bench:e2b`: tool calls from cloud sandboxes, beside a bridge that polls files and a bare socket. */
import { openOurExecutor } from "./e2b/our-executor.mjs";
import { openPollingBridge } from "./e2b/polling-bridge.mjs";
import { sample } from "./e2b/sample.mjs";
import { startService } from "./e2b/service.mjs";
import { openSocket } from "./e2b/socket.mjs";
import { BASELINE, OURS } from "./shared/figure.mjs";
import { benchOptions } from "./shared/options.mjs";
import { publish } from "./shared/report.mjs";

const SOCKET = "socket";
const DELAY_MS = 30;
const IN_ROW = 10;

const options = benchOptions();
const rounds = options.quick ? 2 : 15;
const service = await startService();
const ours = await openOurExecutor(service.connection);
const polling = await openPollingBridge(service.connection);
const socket = await openSocket();

/** Code that makes calls and says how long one takes. @param {number} count */
const inSequence = (count) =>
  `const started = Date.now();
   for (let n = 0; n < ${count}; n++) if ((await bench.echo({ n })).n !== n) throw new Error("wrong");
   return (Date.now() - started) / ${count};`;
/** @param {number} count */
const inParallel = (count) =>
  `const started = Date.now();
   const all = await Promise.all(Array.from({ length: ${count} }, (_, n) => bench.echo({ n })));
   if (all.some((answer, n) => answer.n !== n)) throw new Error("wrong");
   return Date.now() - started;`;

/** @param {string} code */
const both = (code) => ({
  [OURS]: async () => Number(await ours.run(code)),
  [BASELINE]: async () => Number(await polling.run(code)),
});
/** @param {number} count @param {boolean} parallel @param {number} delayMs */
const bySocket = (count, parallel, delayMs) => ({
  [SOCKET]: async () =>
    (await socket.callMs({ count, parallel, delayMs })) / (parallel ? 1 : count),
});
/** @param {import("./contenders/contender.mjs").OpenExecutor} executor */
const timed = (executor) => async () => {
  const started = performance.now();
  if ((await executor.run("return 1+1")) !== 2) throw new Error("wrong");
  return performance.now() - started;
};

/** @type {import("./shared/figure.mjs").Figure[]} */
const figures = [];
try {
  figures.push({
    title: "one call, no delay",
    unit: "ms",
    results: await sample(
      { ...both(inSequence(IN_ROW)), ...bySocket(IN_ROW, false, 0) },
      Math.min(rounds, 7),
    ),
    target: { of: "ratio", must: 0.1, aim: 0.05 },
  });
  figures.push({
    title: "1,000 calls in sequence, no delay",
    unit: "ms",
    results: await sample(
      {
        [OURS]: async () => 1_000 * Number(await ours.run(inSequence(1_000))),
        [SOCKET]: () => socket.callMs({ count: 1_000, parallel: false, delayMs: 0 }),
      },
      Math.min(rounds, 7),
    ),
    target: { of: "value", must: 4_000, aim: 1_500 },
  });
  await service.delay(DELAY_MS);
  figures.push({
    title: `one call, ${DELAY_MS} ms each way`,
    unit: "ms",
    results: await sample(
      { ...both(inSequence(IN_ROW)), ...bySocket(IN_ROW, false, DELAY_MS) },
      Math.min(rounds, 7),
    ),
    target: { of: "value", must: 75, aim: 65 },
  });
  figures.push({
    title: `100 calls at once, ${DELAY_MS} ms each way`,
    unit: "ms",
    results: await sample({ ...both(inParallel(100)), ...bySocket(100, true, DELAY_MS) }, rounds),
    target: { of: "value", must: 200, aim: 90 },
  });
  figures.push({
    title: `an execution in a warm sandbox, ${DELAY_MS} ms each way`,
    unit: "ms",
    results: await sample({ [OURS]: timed(ours), [BASELINE]: timed(polling) }, rounds),
    target: { of: "value", must: 300, aim: 140 },
  });
} finally {
  await ours.close();
  await polling.close();
  socket.close();
  await service.close();
}

await publish(
  {
    suite: "e2b",
    title: "E2B executor",
    columns: [OURS, BASELINE, SOCKET],
    packages: [
      "@toolweave/core",
      "@toolweave/executor-e2b",
      "@e2b/code-interpreter",
      "@modelcontextprotocol/sdk",
    ],
    notes: [
      "The service is the stand-in, a process of its own on the same machine, which delays every byte by " +
        "the time given. The tools are on an in-memory server of the host.",
      "naive: a call is a line on standard output, and its answer a file that the sandbox looks for every 100 ms.",
      "socket: the same number of round trips over a bare socket to another process, without executor, guest " +
        "or tool: what no WebSocket can be faster than.",
      "one call: the mean of 10 in sequence, as the code itself sees it; so are 100 calls at once and 1,000 " +
        "in sequence. An execution is measured from outside: `return 1+1`, with a process ready for it.",
    ],
    figures,
  },
  options,
);
