/** A long array goes ahead of the result that it is in, so that nobody waits for the whole of it at once. */
import { parseGuestMessage, prepareMessage, ResultParts, runMessage } from "@toolweave/core/node";
import { QuickJSCodeExecutor } from "@toolweave/executor-quickjs";
import { VMCodeExecutor } from "@toolweave/executor-vm";
import { expect, it } from "vitest";

const LIMIT = 64e6;
const LIMITS = { maxLogBytes: LIMIT, maxResultBytes: LIMIT, maxContentBlocks: 1 };
const ROWS = 20_000;
const CODE = `(async () => {
  const rows = Array.from({ length: ${ROWS} }, (_, n) => ({ n, text: "x".repeat(n % 1_000) }));
  return { total: rows.length, rows, short: [1] };
})`;

it.each([
  ["vm", VMCodeExecutor],
  ["quickjs", QuickJSCodeExecutor],
])("%s sends it in small messages", async (_, Executor) => {
  const executor = new Executor();
  const sandbox = await executor.open();
  const parts = new ResultParts(LIMIT);
  let longest = 0;
  const result = new Promise((resolve, reject) => {
    sandbox.onMessage((text) => {
      longest = Math.max(longest, text.length);
      const message = parseGuestMessage(text);
      if (message.type === "part") parts.add(message);
      else if (message.type === "done") resolve(parts.join(message));
    });
    sandbox.onExit(reject);
  });
  sandbox.post(prepareMessage({ namespaces: [], ...LIMITS }));
  sandbox.post(runMessage(CODE));
  const rows = Array.from({ length: ROWS }, (_, n) => ({ n, text: "x".repeat(n % 1_000) }));
  expect(await result).toEqual({ total: ROWS, rows, short: [1] });
  expect(longest).toBeLessThan(1e6);
  await executor.cleanup();
});
