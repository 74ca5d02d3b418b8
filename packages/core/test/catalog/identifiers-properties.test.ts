import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RESERVED_GLOBALS, RESERVED_MEMBERS } from "../../src/catalog/guest-names.js";
import { assignIdentifiers } from "../../src/catalog/identifiers.js";

const awkward = fc.constantFrom(
  ...[
    "",
    "_",
    "my-server",
    "my_server",
    "my server",
    "my.server",
    "My-Server",
    "2fa",
    "🔥",
    "🔥🔥",
    "größe",
  ],
  ...[
    "then",
    "then_",
    "constructor",
    "constructor_",
    "__proto__",
    "toString",
    "prototype",
    "toJSON",
  ],
  ...[
    "console",
    "JSON",
    "search_tools",
    "globalThis",
    "delete",
    "await",
    "let",
    "eval",
    "undefined",
  ],
  ...[
    "caf\u00e9",
    "cafe\u0301",
    "検索",
    "a\u200db",
    "\ud800",
    "\u2028",
    "𠮷",
    "$",
    "a$b",
    "a--b",
    "-a-",
    "__a",
  ],
);
/** Names close to each other, so that many come to the same identifier. */
const near = fc
  .array(fc.constantFrom("a", "b", "_", "-", ".", " ", "1", "$", "é", "🔥"), { maxLength: 4 })
  .map((characters) => characters.join(""));
const name = fc.oneof(awkward, near, fc.string({ unit: "binary", maxLength: 20 }));
const names = fc.uniqueArray(name, { maxLength: 12 });
const reserved = fc.constantFrom(RESERVED_GLOBALS, RESERVED_MEMBERS);

/** True where two names may come to the same identifier: what each is without all that is replaced. */
function areNear(a: string, b: string): boolean {
  const bare = (text: string): string =>
    text.normalize("NFC").replace(/[^\p{ID_Continue}]|_|\p{DI}/gu, "");
  return bare(a) === bare(b);
}

describe("identifiers of any names", () => {
  it("exist for all of them, are distinct, and are none of the names reserved", () => {
    fc.assert(
      fc.property(names, reserved, (all, words) => {
        const assigned = assignIdentifiers(all, words);
        expect([...assigned.keys()].sort()).toEqual([...all].sort());
        expect(new Set(assigned.values()).size).toBe(all.length);
        for (const identifier of assigned.values()) expect(words.has(identifier)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("are valid where they stand in code", async () => {
    const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
    fc.assert(
      fc.property(names, (all) => {
        for (const identifier of assignIdentifiers(all, RESERVED_GLOBALS).values()) {
          AsyncFunction(identifier, `"use strict"; return await ${identifier}.tool();`);
        }
        for (const identifier of assignIdentifiers(all, RESERVED_MEMBERS).values()) {
          expect(
            new Function("a", `"use strict"; return a.${identifier}`)({ [identifier]: 1 }),
          ).toBe(1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are the same whatever order the names come in, and however often", () => {
    fc.assert(
      fc.property(names, fc.integer(), reserved, (all, seed, words) => {
        const [shuffled = []] = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), {
          numRuns: 1,
          seed,
        });
        const assigned = assignIdentifiers([...shuffled, ...all], words);
        const expected = assignIdentifiers(all, words);
        expect(Object.fromEntries(assigned)).toEqual(Object.fromEntries(expected));
      }),
    );
  });

  it("stay when names come that are not near them", () => {
    fc.assert(
      fc.property(names, names, reserved, (here, others, words) => {
        const coming = others.filter((other) => !here.some((each) => areNear(each, other)));
        const before = assignIdentifiers(here, words);
        const after = assignIdentifiers([...here, ...coming], words);
        for (const each of here) expect(after.get(each)).toBe(before.get(each));
      }),
      { numRuns: 2_000 },
    );
  });

  it("never come to mean another name, unless that is the identifier itself", () => {
    fc.assert(
      fc.property(names, names, reserved, (here, coming, words) => {
        const before = assignIdentifiers(here, words);
        const after = assignIdentifiers([...here, ...coming], words);
        const nameOf = new Map([...after].map(([each, identifier]) => [identifier, each]));
        for (const [each, identifier] of before) {
          expect([each, identifier, undefined]).toContain(nameOf.get(identifier));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("are names of nothing else: a raw name in brackets is never another tool's identifier", () => {
    fc.assert(
      fc.property(names, reserved, (all, words) => {
        for (const [each, identifier] of assignIdentifiers(all, words)) {
          if (all.includes(identifier)) expect(identifier).toBe(each);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
