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

  it("gives the same identifiers whatever order the names come in", () => {
    const names = ["a-b", "a.b", "a b", "a_b", "A-b"];
    expect(namespaces(...names.toReversed())).toEqual(namespaces(...names));
  });

  it("leaves a name that is an identifier as it is, whatever comes to the same", () => {
    expect(namespaces("a_b", "a-b", "a.b")["a_b"]).toBe("a_b");
  });

  it("lets no name have an identifier that several come to", () => {
    const { "a-b": first, "a.b": second } = namespaces("a-b", "a.b");
    expect(first).toMatch(/^a_b_[0-9a-z]{3,7}$/);
    expect(second).toMatch(/^a_b_[0-9a-z]{3,7}$/);
    expect(first).not.toBe(second);
  });

  it("keeps such identifiers when further names come to the same", () => {
    const few = namespaces("a-b", "a.b");
    expect(namespaces("a b", "a-b", "a.b", "a_b", "a/b")).toMatchObject(few);
  });

  it("never gives an identifier from one name to another that comes", () => {
    expect(namespaces("a-b")["a-b"]).toBe("a_b");
    expect(Object.values(namespaces("a b", "a-b"))).not.toContain("a_b");
  });

  it("does not change a name's identifier when an unrelated name comes", () => {
    expect(namespaces("a-b", "other")["a-b"]).toBe(namespaces("a-b")["a-b"]);
  });

  it("tells names apart that differ in case, and keeps both", () => {
    expect(namespaces("Files", "files")).toEqual({ Files: "Files", files: "files" });
  });

  it("writes letters that can be composed in the form that keyboards give", () => {
    const composed = "caf\u00e9";
    const decomposed = "cafe\u0301";
    expect(namespaces(decomposed)[decomposed]).toBe(composed);
    expect(namespaces(composed, decomposed)[composed]).toBe(composed);
  });

  it("keeps no character that cannot be seen", () => {
    expect(namespaces("a\u200db")["a\u200db"]).toBe("a_b");
    expect(namespaces("❤\ufe0f")["❤\ufe0f"]).toBe("_");
  });
});
