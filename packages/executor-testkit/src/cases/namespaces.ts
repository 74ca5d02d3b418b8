import assert from "node:assert/strict";
import type { ConformanceTopic } from "../conformance-case.js";
import { resultOf } from "../expect-result.js";
import { ODD_NAMES } from "../kit-servers.js";
import { returns } from "../simple-cases.js";

/** Servers as objects, whatever the names of their tools. */
export const NAMESPACES: ConformanceTopic = {
  name: "namespaces",
  cases: [
    {
      id: "namespaces/identifiers",
      title: "every odd name is callable by the expression that search gives",
      async run(context) {
        const { client, execute } = await context.plain();
        const { results } = await client.searchTools("", "names");
        const odd = results.filter(({ server }) => server === "odd-names");
        assert.deepEqual(
          odd.map(({ name }) => name),
          ODD_NAMES,
        );
        const calls = odd.map(({ call }, n) => `await ${call}({ n: ${n} })`);
        assert.deepEqual(
          resultOf(await execute(`return [${calls.join(", ")}]`)),
          ODD_NAMES.map((name, n) => ({ name, args: { n } })),
        );
      },
    },
    {
      id: "namespaces/raw-names",
      title: "every odd name is callable as it is, in brackets, but then and $resources",
      async run(context) {
        const names = ODD_NAMES.filter((name) => name !== "then" && name !== "$resources");
        const calls = names.map((name, n) => `await ns[${JSON.stringify(name)}]({ n: ${n} })`);
        assert.deepEqual(
          resultOf(await context.execute(`const ns = odd_names;\nreturn [${calls.join(", ")}]`)),
          names.map((name, n) => ({ name, args: { n } })),
        );
      },
    },
    returns(
      "namespaces/raw-server",
      "a server whose name is no identifier is a property of globalThis",
      'return await globalThis["odd-names"].get_item({ n: 1 })',
      { name: "get_item", args: { n: 1 } },
    ),
    {
      id: "namespaces/keys",
      title: "Object.keys lists the identifiers, all of them, once",
      async run(context) {
        const { client, execute } = await context.plain();
        const { results } = await client.searchTools("", "names");
        const expected = (server: string, identifier: string): string[] =>
          results
            .filter((tool) => tool.server === server)
            .map(({ call = "" }) => call.slice(identifier.length + 1));
        const code =
          "return [Object.keys(kit), Object.keys(odd_names), Object.entries(kit).length]";
        const kit = expected("kit", "kit");
        assert.deepEqual(resultOf(await execute(code)), [
          kit,
          expected("odd-names", "odd_names"),
          kit.length,
        ]);
      },
    },
    returns(
      "namespaces/in",
      "`in` knows identifiers and raw names, and nothing else",
      'return ["add" in kit, "get-item" in odd_names, "missing" in kit, "then" in kit, "toString" in kit, Symbol.iterator in kit]',
      [true, true, false, false, false, false],
    ),
    returns(
      "namespaces/destructuring",
      "tools can be taken out of their namespace",
      "const { add, echo: same } = kit;\nreturn [(await add({ a: 1, b: 2 })).sum, await same({ x: 1 }), typeof kit.add]",
      [3, { x: 1 }, "function"],
    ),
    returns(
      "namespaces/read-only",
      "namespaces are read-only, and say so",
      `const attempts = [
         () => { kit.add = () => "mine"; },
         () => { delete kit.add; },
         () => { Object.defineProperty(kit, "add", { value: () => "mine" }); },
         () => { Object.setPrototypeOf(kit, { mine: 1 }); },
       ];
       const refused = attempts.map((attempt) => {
         try { attempt(); return false; } catch (error) { return error instanceof TypeError; }
       });
       try { globalThis.kit = { add: () => "mine" }; } catch {}
       return [refused, await kit.add({ a: 1, b: 2 })];`,
      [[true, true, true, true], { sum: 3 }],
    ),
    returns(
      "namespaces/await",
      "awaiting a namespace, or returning it from an async function, is harmless",
      `const same = await kit;
       const returned = await (async () => odd_names)();
       return [same === kit, returned === odd_names, (await Promise.all([kit]))[0] === kit];`,
      [true, true, true],
    ),
    {
      id: "namespaces/printed",
      title: "a namespace can be printed and returned, which shows its tools",
      async run(context) {
        const result = await context.execute(
          "console.log(kit); console.log(JSON.stringify({ odd_names })); console.table(kit); return kit",
        );
        const shown = resultOf(result) as Record<string, unknown>;
        assert.equal(shown["add"], "[Function: add]");
        assert.equal(result.logs.length, 3);
        assert.match(result.logs[0] ?? "", /\badd\b/);
      },
    },
    returns(
      "namespaces/shadowed",
      "code may use the name of a namespace for something else",
      'const kit = "mine";\nreturn [kit, typeof globalThis.kit.add]',
      ["mine", "function"],
    ),
  ],
};
