import { describe, expect, it } from "vitest";
import { compileCode } from "../../src/compile/compile-code.js";

const ENDS_TOO_SOON = /^Unexpected end: the code stops/;
const NO_AWAIT = /^await can stand only in async functions/;
const NO_STRING_END = /^Unterminated string: its line ends/;
const NO_JSX = /^JSX is not available/;
const NO_EXPORT_FROM = /^export from is not available: modules cannot be imported/;

describe("what is said of code that does not parse", () => {
  const cases: [title: string, text: string, line: number, column: number, message: RegExp][] = [
    [
      "a static import in typed code",
      "const a: number = 1;\nimport fs from 'node:fs';",
      2,
      1,
      /cannot be imported/,
    ],
    [
      "a name declared twice, in code that is printed anew",
      "enum A { B }\n\ninterface C {\n  d: number;\n}\n\nconst e: number = 1;\nconst e: number = A.B;",
      8,
      7,
      /^Identifier 'e' has already been declared/,
    ],
    [
      "a decorator in code that is printed anew",
      "enum A { B }\ninterface C {\n  d: number;\n}\nclass D {\n  @log e(): number { return A.B; }\n}",
      6,
      3,
      /decorators are not available/,
    ],
    [
      "an unknown private field in code that is printed anew",
      "class A {\n  // Kept.\n  constructor(private x: number) {}\n\n  get(): number { return this.#y; }\n}",
      5,
      31,
      /^Private field '#y' must be declared/,
    ],
    [
      "an import of types and values",
      'const a: A = 1;\nimport { type A, b } from "./a";',
      2,
      1,
      /cannot be imported/,
    ],
    [
      "await in a function that is not async",
      "[1].forEach((id) => {\n  const a = await f(id);\n});",
      2,
      13,
      NO_AWAIT,
    ],
    [
      "await in a typed function that is not async",
      "[1].forEach((id: number) => {\n  const a = await f(id);\n});",
      2,
      13,
      NO_AWAIT,
    ],
    [
      "an awaited statement in a typed function that is not async",
      "[1].forEach((id: number) => {\n  await f(id);\n});",
      2,
      3,
      NO_AWAIT,
    ],
    [
      "for await in a function that is not async",
      "function f() {\n  for await (const a of b) {}\n}",
      2,
      7,
      NO_AWAIT,
    ],
    ["an unfinished await in the code itself", "const a = await ;", 1, 17, /Unexpected token/],
    [
      "typed code that ends too early",
      "const a: number = 1;\nif (a) {\n  f(a",
      3,
      6,
      ENDS_TOO_SOON,
    ],
    ["typed code that ends in a comment", "const a: number = 1; /* the", 1, 28, ENDS_TOO_SOON],
    [
      "typed code with a closing bracket too many",
      "const f = (a: number) => {\n  return a;\n}\n}",
      4,
      1,
      /Unexpected token/,
    ],
    [
      "a space without width",
      "\u200breturn 1",
      1,
      1,
      /^Unexpected character U\+200B, which cannot/,
    ],
    [
      "one in typed code",
      "const a: number =\u2060 1;\nreturn a",
      1,
      18,
      /^Unexpected character U\+2060, which cannot be seen: leave it out/,
    ],
    ["a control character", "const a = 1;\0", 1, 13, /^Unexpected character U\+0000, which cannot/],
    ["a colon of another script", "return { a：1 }", 1, 11, /^Unexpected character '：'/],
    ["a typed constant without a value", "const a: A;", 1, 7, /must be initialized/],
    [
      "a closing brace too many in the midst",
      "const f = (a) => { return a }}\nreturn f(1)",
      1,
      30,
      /Unexpected token/,
    ],
    [
      "a closing brace too many in the midst of typed code",
      "const f = (a: A) => {\n  if (!a) return;\n  return async () => a;\n}}\nreturn f(1)",
      4,
      2,
      /Unexpected token/,
    ],
    ["two closing braces too many", "const a: A = 1;\nreturn a;\n}}", 3, 1, /Unexpected token/],
    [
      "brackets too many that go on as a call",
      "const a: A = 1;\n})();\nf();\nreturn a;",
      2,
      1,
      /Unexpected token/,
    ],
    [
      "an export in the midst of a line of typed code",
      "const a: number = 1; export const b = 2;",
      1,
      22,
      /^export can stand only at the beginning of a line/,
    ],
    ["await in a short arrow function", "ids.map((id) => await f(id))", 1, 17, NO_AWAIT],
    ["await in a field of a class", "class A { a = await f() }", 1, 15, NO_AWAIT],
    ["a string over two lines", "const a = 'b\n' + c", 1, 11, NO_STRING_END],
    ["a string with an empty line", 'f({ a: "b\n\nc" })', 1, 8, NO_STRING_END],
    ["a typed string over two lines", 'const n: N = 1;\nf("b\nc");', 2, 3, NO_STRING_END],
    [
      "a quote in a pattern before a mistake",
      "const a = /it's/; const b: B = ;",
      1,
      32,
      /expected/,
    ],
    ["markup", "function App() { return (\n  <ul>{a.map(b)}</ul>) }", 2, 3, NO_JSX],
    ["markup with attributes", 'const a: A = <div className="b">c</div>;', 1, 14, NO_JSX],
    ["markup that closes itself", "return <A b={1} />", 1, 8, NO_JSX],
    [
      "a mistake behind type parameters and a text of markup",
      'const f = <T>(a: T) => a; const s = "</b>"; return f(1]',
      1,
      55,
      /^Expected/,
    ],
    ["exports of another module", 'export * from "a"', 1, 1, NO_EXPORT_FROM],
    ["named exports of another module", 'f();\nexport { a } from "a"', 2, 1, NO_EXPORT_FROM],
    [
      "exports of another module in typed code",
      'const a: A = 1;\nexport { a } from "a"',
      2,
      1,
      NO_EXPORT_FROM,
    ],
    ["a name that begins like an import", "return an importer", 1, 11, /^Unexpected token/],
    [
      "a typed mistake behind tabs",
      "if (a) {\n\t\tconst b: = 1;\n}",
      2,
      12,
      /^Unexpected token `=`/,
    ],
    [
      "a typed mistake behind Chinese",
      "const s: S = '漢字'; const b: = 1;",
      1,
      29,
      /^Unexpected token `=`/,
    ],
    [
      "a typed mistake behind emoji",
      "const s: S = '👨‍👩‍👧'; const b: = 1;",
      1,
      35,
      /^Unexpected token `=`/,
    ],
    ["a typed mistake behind accents", "const e\u0301: = 1;", 1, 11, /^Unexpected token `=`/],
    ["a typed string behind tabs", "\tconst a: A = '漢\n';", 1, 15, NO_STRING_END],
    [
      "typed code behind tabs that ends too early",
      "\tconst a: A = f(\n\t\t'漢'",
      2,
      6,
      ENDS_TOO_SOON,
    ],
  ];
  it.each(cases)("%s", async (_, text, line, column, message) => {
    await expect(compileCode(text)).rejects.toMatchObject({
      code: "CODE_INVALID",
      position: { line, column },
      message: expect.stringMatching(message),
    });
  });
});
