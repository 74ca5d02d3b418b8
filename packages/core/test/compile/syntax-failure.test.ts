import { describe, expect, it } from "vitest";
import { compileCode } from "../../src/compile/compile-code.js";

const ENDS_TOO_SOON = /^Unexpected end: the code stops/;
const NO_AWAIT = /^await can stand only in async functions/;

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
      "an export in the midst of a line of typed code",
      "const a: number = 1; export const b = 2;",
      1,
      22,
      /^export can stand only at the beginning of a line/,
    ],
    ["a name that begins like an import", "return an importer", 1, 11, /^Unexpected token/],
  ];
  it.each(cases)("%s", async (_, text, line, column, message) => {
    await expect(compileCode(text)).rejects.toMatchObject({
      code: "CODE_INVALID",
      position: { line, column },
      message: expect.stringMatching(message),
    });
  });
});
