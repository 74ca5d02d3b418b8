/**
 * Calls that fail where the code does not notice.
 */
import { createToolServer } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { open } from "./support/clients.js";

const shop = createToolServer("shop", [
  {
    name: "fail-order",
    inputSchema: { type: "object", properties: { n: { type: "number" } } },
    handler: ({ n }) => ({ isError: true, content: [{ type: "text", text: `no stock of ${n}` }] }),
  },
  {
    name: "wait",
    inputSchema: { type: "object" },
    handler: () => new Promise((resolve) => setTimeout(() => resolve({ content: [] }), 60)),
  },
]);

const WARNING = "that nothing awaits or catches:";

const EXECUTORS = [
  ["vm", { executor: "vm" }],
  ["a thread", { executor: "vm", executorOptions: { isolation: "thread" } }],
  ["quickjs", { executor: "quickjs" }],
] as const;

describe.each(EXECUTORS)("code in %s", (_, codeMode) => {
  const run = async (code: string) => {
    const client = open({ "my-shop": { server: shop } }, codeMode);
    const { result, logs, error, error_details } = await client.executeCode(code);
    return { result, logs, error, error_details };
  };

  it.each([
    ["in forEach", "[1, 2].forEach(async (n) => { await my_shop.fail_order({ n }); });"],
    ["by themselves", "my_shop.fail_order({ n: 1 }); my_shop.fail_order({ n: 2 });"],
    ["before a then", "for (const n of [1, 2]) my_shop.fail_order({ n }).then(console.log);"],
    [
      "where built-ins are not what they were",
      `Map.prototype.get = Set.prototype.forEach = WeakMap.prototype.get = () => { throw 1; };
       globalThis.Set = globalThis.WeakMap = undefined;
       for (const n of [1, 2]) my_shop.fail_order({ n }).catch((e) => { e.message = "no"; throw e; });`,
    ],
  ])("is told of calls that fail %s", async (_, code) => {
    const { result, logs, error } = await run(`${code} await my_shop.wait(); return "done"`);
    expect({ result, error }).toEqual({ result: "done", error: null });
    expect(logs).toEqual([
      `[WARN] 2 calls failed in promises ${WARNING} ` +
        "my_shop.fail_order: no stock of 1; my_shop.fail_order: no stock of 2",
    ]);
  });

  it("is told of a call that fails before it is sent, in code that ends at once", async () => {
    const { result, logs } = await run("my_shop.wait({ then: () => 1 }); return 1");
    expect(result).toBe(1);
    expect(logs).toEqual([
      `[WARN] 1 call failed in a promise ${WARNING} my_shop.wait: args.then is a function`,
    ]);
  });

  it("is told of the first of many", async () => {
    const { logs } = await run(
      "for (let n = 0; n < 9; n++) my_shop.fail_order({ n }); await my_shop.wait()",
    );
    expect(logs).toEqual([expect.stringMatching(/^\[WARN\] 9 calls failed .*stock of 4; …$/)]);
  });

  it("is told of them beside an error of its own", async () => {
    const { logs, error_details } = await run(
      'my_shop.fail_order({ n: 1 }); await my_shop.wait(); throw new Error("mine")',
    );
    expect(error_details).toMatchObject({ code: "CODE_THREW", message: "mine" });
    expect(logs).toEqual([expect.stringContaining("1 call failed")]);
  });

  it.each([
    ["catches them", "try { await my_shop.fail_order({ n: 1 }) } catch {}"],
    ["catches them behind a then", "my_shop.fail_order({ n: 1 }).then(console.log, () => {})"],
    ["settles them", "await Promise.allSettled([my_shop.fail_order({ n: 1 })])"],
    [
      "awaits them together, and catches the first",
      "try { await Promise.all([1, 2].map((n) => my_shop.fail_order({ n }))) } catch {}",
    ],
    [
      "awaits them late",
      "const p = my_shop.fail_order({ n: 1 }); await my_shop.wait(); try { await p } catch {}",
    ],
    ["throws errors of another kind", "Promise.reject(new ToolError('own')); Promise.reject()"],
  ])("is told nothing if it %s", async (_, code) => {
    const { logs, error } = await run(`${code}\nawait my_shop.wait(); return 1`);
    expect({ logs, error }).toEqual({ logs: [], error: null });
  });

  it("is told nothing if what handles the error comes in its last turn", async () => {
    const { logs, result } = await run(
      "const p = my_shop.fail_order({ n: 1 }); await my_shop.wait(); return p.catch(() => 5)",
    );
    expect({ logs, result }).toEqual({ logs: [], result: 5 });
  });

  it("is told once of a failure that ends it", async () => {
    const { logs, error_details } = await run(
      "const p = my_shop.fail_order({ n: 1 }); p.then(console.log); await p",
    );
    expect(error_details?.code).toBe("TOOL_FAILED");
    expect(logs).toEqual([]);
  });

  it("runs none of its timers after its end", async () => {
    const { logs, result } = await run(
      `const p = my_shop.fail_order({ n: 1 }).catch(() => {}); await p;
       setTimeout(() => console.log("late"), 0); setTimeout(() => { throw new Error("late") }, 0);
       return 1`,
    );
    expect({ logs, result }).toEqual({ logs: [], result: 1 });
  });
});
