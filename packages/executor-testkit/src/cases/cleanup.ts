import assert from "node:assert/strict";
import type { ConformanceTopic } from "../conformance-case.js";
import { failureOf, resultOf } from "../expect-result.js";
import { pause, until, within } from "../within.js";
import { SpokenGuest } from "./snapshots/spoken-guest.js";

/** Long enough that a guest is disposed of in the midst of it. */
const BUSY_MS = 3_000;

const GLOBALS = `
globalThis.kept = 1;
var declared = 1;
Array.prototype.kept = 1;
Object.prototype.polluted = 1;
JSON.stringify = () => "mine";
Promise = undefined;
console.log = () => {};`;

/** After an execution nothing of it remains; after `cleanup()` nothing of the executor. */
export const CLEANUP: ConformanceTopic = {
  name: "cleanup",
  cases: [
    {
      id: "cleanup/globals",
      title: "no change to globals or built-ins reaches the next execution",
      async run(context) {
        const { execute } = await context.plain();
        assert.equal(resultOf(await execute(`${GLOBALS}\nreturn "done"`)), "done");
        const code = `console.log("printed");
          return [typeof kept, typeof declared, [].kept, {}.polluted, typeof Promise, JSON.stringify({ a: 1 })]
            .map(String);`;
        const next = await execute(code);
        const untouched = ["undefined", "undefined", "undefined", "undefined", "function"];
        assert.deepEqual(resultOf(next), [...untouched, '{"a":1}']);
        assert.deepEqual(next.logs, ["printed"]);
      },
    },
    {
      id: "cleanup/timers",
      title: "timers and promises left behind print nothing and hold up nothing",
      async run(context) {
        const { execute } = await context.plain();
        const lines: string[] = [];
        const onLog = (line: string): void => void lines.push(line);
        const left = `
          setInterval(() => console.log("interval"), 5);
          setTimeout(() => console.log("timeout"), 20);
          (async () => { for (;;) { await null; console.log("loop"); } })();
          console.log("before");
          return "returned";`;
        const first = await within(20_000, execute(left, { onLog }), "the execution");
        assert.equal(resultOf(first), "returned");
        const printed = lines.length;
        await pause(150);
        const next = await execute("await new Promise((r) => setTimeout(r, 50)); return 'next'");
        assert.equal(resultOf(next), "next");
        assert.deepEqual([lines.length, next.logs], [printed, []]);
        assert.equal(lines[0], "before");
      },
    },
    {
      id: "cleanup/late-reply",
      title: "the answer to a call of one execution does not reach the next",
      async run(context) {
        const { execute } = await context.plain();
        resultOf(await execute("kit.wait({ ms: 100 }); kit.echo({ of: 'first' }); return 1"));
        const code = "return [await kit.wait({ ms: 200 }), await kit.echo({ of: 'second' })]";
        const next = await execute(code);
        assert.deepEqual(resultOf(next), ["waited 200 ms", { of: "second" }]);
        assert.deepEqual(
          next.tool_calls?.map(({ id }) => id),
          [1, 2],
        );
      },
    },
    {
      id: "cleanup/disposed",
      title: "a guest that was disposed of does nothing more, and what is posted to it is dropped",
      async run(context) {
        const bench = await context.plain();
        // An executor that is no SandboxExecutor has no sandboxes that could be looked at.
        if (!("open" in bench.executor)) return;
        const guest = await SpokenGuest.run(bench, "for (let n = 0; ; n++) await kit.echo({ n });");
        assert.deepEqual(await guest.calls(1), [1]);
        await within(20_000, guest.dispose(), "dispose()");
        guest.reply(1, {});
        await guest.staysSilent(1_000);
      },
    },
    {
      id: "cleanup/disposed-loop",
      title: "a guest that never awaits is ended by dispose(), and not when it is done",
      async run(context) {
        const bench = await context.plain();
        if (!("open" in bench.executor)) return;
        const guest = await SpokenGuest.run(
          bench,
          `console.log("begun");
           for (const end = Date.now() + ${BUSY_MS}; Date.now() < end; );
           kit.echo({});`,
        );
        assert.equal((await guest.next()).type, "log");
        await within(20_000, guest.dispose(), "dispose()");
        await guest.staysSilent(BUSY_MS + 2_000);
      },
    },
    {
      id: "cleanup/one-of-two",
      title: "cleanup() of one executor leaves another one, and what it runs, alone",
      async run(context) {
        const [one, other] = [await context.open(), await context.open()];
        assert.equal(resultOf(await one.execute("return 1")), 1);
        const running = other.execute("await kit.wait({ ms: 500 }); return 'whole'");
        await until(() => other.servers.calls.length === 1, 20_000, "the tool call", running);
        await within(20_000, one.executor.cleanup(), "cleanup()");
        assert.equal(resultOf(await running), "whole");
        assert.equal(resultOf(await other.execute("return 2")), 2);
      },
    },
    {
      id: "cleanup/twice",
      title: "cleanup() may be called twice, and before any execution",
      async run(context) {
        const unused = await context.open();
        await within(20_000, unused.executor.cleanup(), "cleanup()");
        const used = await context.open();
        assert.equal(resultOf(await used.execute("return 1")), 1);
        const { executor } = used;
        await within(20_000, Promise.all([executor.cleanup(), executor.cleanup()]), "cleanup()");
        await within(20_000, executor.cleanup(), "cleanup() again");
      },
    },
    {
      id: "cleanup/running",
      title: "cleanup() ends running executions, which say so, and cancels their calls",
      async run(context) {
        const { execute, executor, servers } = await context.plain();
        const running = [
          "return await kit.wait({ ms: 60_000 })",
          "await new Promise(() => {})",
          "await kit.echo({}); for (;;);",
        ].map((code) => execute(code));
        const first = Promise.race(running);
        await until(() => servers.calls.length === 2, 20_000, "the tool calls", first);
        await within(20_000, executor.cleanup(), "cleanup()");
        const results = await within(10_000, Promise.all(running), "the end after cleanup()");
        for (const result of results)
          failureOf(result, { code: "EXECUTOR_CLOSED", says: ["closed"] });
        const waiting = servers.calls.find(({ tool }) => tool === "wait");
        await until(() => waiting?.cancelled() === true, 6_000, "the cancellation");
      },
    },
    {
      id: "cleanup/closed",
      title: "an executor that has been cleaned up refuses to execute",
      async run(context) {
        const { execute, executor } = await context.plain();
        resultOf(await execute("return 1"));
        await executor.cleanup();
        const refused = await within(20_000, executor.execute("return 1"), "the execution");
        failureOf(refused, { code: "EXECUTOR_CLOSED", says: ["closed"] });
      },
    },
    {
      id: "cleanup/client",
      title: "client.close() cleans up the executor",
      async run(context) {
        const { client, execute, executor } = await context.plain();
        const running = execute("await new Promise(() => {})");
        await pause(100);
        await within(20_000, client.close(), "client.close()");
        const { error } = await within(10_000, running, "the end after close()");
        assert.notEqual(error, null);
        failureOf(await executor.execute("return 1"), { code: "EXECUTOR_CLOSED" });
      },
    },
  ],
};
