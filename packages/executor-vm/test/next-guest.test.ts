import { MCPClient } from "@toolweave/core";
import { afterAll, expect, it } from "vitest";

const client = new MCPClient(
  { mcpServers: {} },
  {
    codeMode: {
      executor: "vm",
      executorOptions: { memoryLimitMb: 64, pool: { min: 0, max: 1 } },
    },
  },
);

afterAll(() => client.close());

it("leaves the next execution its memory, whatever symbols the one before has registered", async () => {
  const register = `for (let i = 0; i < 40; i++) Symbol.for(String(i).padStart(1 << 20, "q"));
    return "registered";`;
  const use = `const lists = [];
    for (let i = 0; i < 35; i++) lists.push(new Array(1 << 17).fill(i));
    return lists.length;`;
  for (let round = 0; round < 2; round++) {
    expect((await client.executeCode(register)).result).toBe("registered");
    expect(await client.executeCode(use)).toMatchObject({ result: 35, error: null });
  }
});

it("keeps to the language where code registers symbols", async () => {
  const { result } = await client.executeCode(`
    const symbol = Symbol.for("a");
    const attempts = [() => Symbol.for(Symbol("b")), () => Symbol.keyFor("b"), () => new Symbol.for("b")];
    return [
      symbol === Symbol.for("a"), symbol !== Symbol("a"), String(Symbol.for(1)), Symbol.keyFor(symbol),
      Symbol.keyFor(Symbol("a")), Symbol.keyFor(Symbol.iterator), Symbol.for.name, Symbol.for.length,
      Symbol.keyFor.length, Object.keys(Symbol), String(Symbol.for()),
      attempts.map((attempt) => { try { return attempt(); } catch (error) { return error instanceof TypeError; } }),
    ];`);
  expect(result).toEqual([
    ...[true, true, "Symbol(1)", "a"],
    ...[null, null, "for", 1],
    ...[1, [], "Symbol(undefined)"],
    [true, true, true],
  ]);
});
