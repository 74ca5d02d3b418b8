import { describe, expect, it } from "vitest";
import { codeFrame } from "../../src/compile/code-frame.js";
import { compileCode } from "../../src/compile/compile-code.js";
import { locateInStack } from "../../src/compile/locate-in-stack.js";
import { CODE_FILE_NAME } from "../../src/protocol/code-file-name.js";

async function run(text: string): Promise<unknown> {
  const { code } = await compileCode(text);
  return (0, eval)(code)();
}

async function placeOf(text: string): Promise<unknown> {
  const compiled = await compileCode(text);
  const stack = await (0, eval)(`${compiled.code}\n//# sourceURL=${CODE_FILE_NAME}`)().then(
    () => "",
    (error: Error) => error.stack,
  );
  return locateInStack(stack, compiled);
}

describe("what ends a line in JavaScript", () => {
  const values: [title: string, text: string, value: unknown][] = [
    ["in a string", 'return "a\u2028b\u2029c"', "a\u2028b\u2029c"],
    ["in a typed string", 'const a: string = "a\u2028b";\nreturn a', "a\u2028b"],
    ["in a string of code that is printed anew", 'enum E { A }\nreturn "a\u2028b"', "a\u2028b"],
    ["in a template", "return `a\u2028\u2029`", "a\u2028\u2029"],
    ["in a tagged template", "return String.raw`a\u2028\\b`", "a\u2028\\b"],
    ["in a key", 'return { "a\u2028": 1 }', { "a\u2028": 1 }],
    ["after a backslash", 'return "a\\\u2028b"', "ab"],
    ["after a backslash and its escape", 'return "a\\\\\u2028b"', "a\\\u2028b"],
    ["after a comment", "let a = 1; // one\u2028a = 2; // two\ra = 3;\nreturn a", 3],
    ["in a comment", "return /* a \u2028 */ 1", undefined],
    ["after a return", "return\u20291", undefined],
    ["for a semicolon", "const a = 4\rreturn a", 4],
    ["alone in a template", "return `a\rb`", "a\nb"],
    ["before an inserted return", "const a = 5;\u2028a", 5],
    ["around exports", "export const a = 6;\rexport default a\u2028", 6],
  ];
  it.each(values)("keeps what it means %s", async (_, text, value) => {
    expect(await run(text)).toEqual(value);
  });

  const places: [title: string, text: string, line: number, column: number][] = [
    ["a carriage return", "const a = 1;\r\rthrow new Error('x')", 3, 7],
    ["both", "const a = 1;\r\n\r\nthrow new Error('x')", 3, 7],
    ["a separator", "const a = 1;\u2028 throw new Error('x')", 1, 21],
    ["a separator in a string", 'const a = "\u2028\u2029"; throw new Error(a)', 1, 23],
    ["lines after one in a string", 'const a = "\u2028";\nthrow new Error(a)', 2, 7],
    ["lines after one in a template", "const a = `\u2028`;\nthrow new Error(a)", 2, 7],
    ["lines after one in a comment", "// \u2028\nconst a = 1;\nthrow new Error(a)", 3, 7],
    ["lines after one in typed code", 'const a: string = "\u2028";\nthrow new Error(a)', 2, 7],
    ["lines after one in an enum's code", 'enum E {\r A = "\u2028" }\nthrow new Error(E.A)', 3, 7],
    ["lines after one outside a fence", "Text\u2028\r```js\rthrow new Error('x')\r```", 3, 7],
  ];
  it.each(places)("is counted as editors count lines: %s", async (_, text, line, column) => {
    expect(await placeOf(text)).toEqual({ line, column });
  });

  it.each([
    ["in JavaScript", 'const a = "\u2028";\rconst b = ;'],
    ["in TypeScript", 'const a: string = "\u2028";\rconst b: = 1;'],
  ])("is counted so where the code is refused: %s", async (_, text) => {
    await expect(compileCode(text)).rejects.toMatchObject({ position: { line: 2 } });
  });

  it("is counted so by the frame", () => {
    const frame = codeFrame("a\u2028b\rc\r\nd\ne", { line: 3, column: 1 });
    expect(frame).toBe("  2 | c\n> 3 | d\n    | ^\n  4 | e");
  });
});
