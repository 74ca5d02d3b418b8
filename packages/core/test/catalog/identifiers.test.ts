import { describe, expect, it } from "vitest";
import { RESERVED_GLOBALS, RESERVED_MEMBERS } from "../../src/catalog/guest-names.js";
import { assignIdentifiers } from "../../src/catalog/identifiers.js";

function namespaces(...names: string[]): Record<string, string | undefined> {
  return Object.fromEntries(assignIdentifiers(names, RESERVED_GLOBALS));
}

describe("assignIdentifiers", () => {
  it.each([
    ["github", "github"],
    ["my-server", "my_server"],
    ["list.items", "list_items"],
    ["a b/c", "a_b_c"],
    ["2fa", "_2fa"],
    ["größe", "größe"],
    ["検索", "検索"],
    ["🔥", "_"],
    ["", "_"],
    ["console", "console_"],
    ["JSON", "JSON_"],
    ["delete", "delete_"],
    ["search_tools", "search_tools_"],
    ["constructor", "constructor_"],
    ["$private", "$private"],
  ])("gives %j the identifier %s", (name, identifier) => {
    expect(assignIdentifiers([name], RESERVED_GLOBALS).get(name)).toBe(identifier);
  });

  it("keeps names that fit members, reserved words included", () => {
    const members = assignIdentifiers(
      ["delete", "then", "__proto__", "list-all"],
      RESERVED_MEMBERS,
    );
    expect([...members]).toEqual(
      expect.arrayContaining([
        ["delete", "delete"],
        ["then", "then_"],
        ["__proto__", "__proto___"],
        ["list-all", "list_all"],
      ]),
    );
  });

  it("gives names that come to the same identifier distinct ones, in any order", () => {
    const names = ["a-b", "a.b", "a b", "a_b", "A-b"];
    const identifiers = namespaces(...names);
    expect(identifiers["a_b"]).toBe("a_b");
    expect(new Set(Object.values(identifiers)).size).toBe(names.length);
    expect(namespaces(...names.toReversed())).toEqual(identifiers);
  });

  it("does not change a name's identifier when an unrelated name comes", () => {
    expect(namespaces("a-b", "other")["a-b"]).toBe(namespaces("a-b")["a-b"]);
  });
});
