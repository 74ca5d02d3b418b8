import { describe, expect, it } from "vitest";
import { showArguments } from "../lib/connect/show-arguments.js";

const MOST = 2_000;

describe("the arguments that a person is asked about", () => {
  it("are shown whole where there is room", () => {
    const args = { path: "/tmp/a", deep: [{ n: 1, list: [], none: {} }, null, true] };
    expect(JSON.parse(showArguments(args).text)).toEqual(args);
    expect(showArguments(args).missing).toBeUndefined();
    expect(showArguments(args, "  ").text).toBe(JSON.stringify(args, null, 2));
  });

  it.each<[padding: string, args: Record<string, unknown>]>([
    ["a long text", { pad: "x".repeat(100_000) }],
    ["a long text within", { pad: { a: ["x".repeat(9_000), "y".repeat(9_000)] } }],
    ["a long key", { ["x".repeat(100_000)]: 1 }],
    ["a long list", { pad: Array.from({ length: 100_000 }, (_, i) => i) }],
    ["a list of long texts", { pad: Array.from({ length: 500 }, () => "x".repeat(500)) }],
    ["characters that are long as escapes", { pad: "\u202e".repeat(3_000) }],
    ["many texts", Object.fromEntries(Array.from({ length: 20 }, (_, i) => [i, "x".repeat(999)]))],
  ])("hide nothing behind %s, and say how much of it is missing", (_, args) => {
    const { text } = showArguments({ ...args, command: "rm -rf /" });
    expect(text).toContain('"command":"rm -rf /"');
    expect(text).toMatch(/… [\d,]+ more (characters|items) …/);
    expect(text.length).toBeLessThanOrEqual(MOST);
  });

  it("say how many keys there is no room for", () => {
    const keys = Array.from({ length: 5_000 }, (_, i) => [`key ${i}`, i]);
    const { text, missing } = showArguments(Object.fromEntries(keys));
    expect(text.length).toBeLessThanOrEqual(MOST);
    const shown = text.match(/"key \d+":/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(10);
    expect(missing).toBe(`${(5_000 - shown).toLocaleString("en")} keys`);
    expect(text).toContain(`… ${(5_000 - shown).toLocaleString("en")} more keys …`);
  });

  it("are bounded, however they are nested", () => {
    let nested: unknown = "x";
    for (let i = 0; i < 3_000; i++) nested = { [`key ${i}`]: [nested, "\u0000".repeat(99)] };
    const { text, missing } = showArguments({ nested }, "  ");
    expect(text.length).toBeLessThanOrEqual(MOST);
    expect(missing).toMatch(/\d (key|item)s?/);
  });

  it("have escapes for what a screen would show as nothing, or elsewhere", () => {
    const { text } = showArguments({
      "a\u202eb": "\u001b[2J\u009b2J\u2066\u200b\ufeff\u00ad\u2028é😀",
    });
    expect(text).toBe(
      String.raw`{"a\u202eb":"\u001b[2J\u009b2J\u2066\u200b\ufeff\u00ad\u2028é😀"}`,
    );
  });

  it("cannot write a mark of their own", () => {
    const { text } = showArguments({ pad: '" … 9 more characters … "', b: 1 });
    expect(text).toBe(String.raw`{"pad":"\" … 9 more characters … \"","b":1}`);
  });
});
