import { describe, expect, it } from "vitest";
import { compileCode } from "../../src/compile/compile-code.js";
import { locateInStack } from "../../src/compile/locate-in-stack.js";
import { CODE_FILE_NAME } from "../../src/protocol/code-file-name.js";

/** Runs compiled code in this realm: what is tested here is the text, not the isolation. */
async function run(text: string): Promise<unknown> {
  const { code } = await compileCode(text);
  return (0, eval)(code)();
}

describe("code with a default export", () => {
  const counting = (text: string): string =>
    `let runs = 0;\nconst count = async () => { await null; return ++runs };\n${text}`;
  const cases: [title: string, text: string, value: unknown][] = [
    ["what stands after a value", "const a = [1];\nexport default a;\na.push(2);", [1, 2]],
    [
      "what stands after a function, first",
      "const a = [];\nexport default () => a;\na.push(1);",
      [1],
    ],
    [
      "what stands after it in typed code",
      "const a: number[] = [1];\nexport default a;\na.push(2);",
      [1, 2],
    ],
    ["a function once that it has called", counting("count();\nexport default count;"), 1],
    ["a function once that it calls behind", counting("export default count;\nawait count();"), 1],
    [
      "a function once that it calls in another",
      counting("export default count;\nawait (async () => { await count() })();\nruns"),
      1,
    ],
    [
      "a declared function once that it has called",
      "let runs = 0;\nmain();\nexport default async function main() { await null; return ++runs }",
      1,
    ],
  ];
  it.each(cases)("runs %s", async (_, text, value) => {
    expect(await run(text)).toEqual(value);
  });

  it("fails with what is thrown after it", async () => {
    await expect(run("export default 1;\nthrow new Error('after')")).rejects.toThrow("after");
  });
});

async function failureOf(text: string): Promise<unknown> {
  return compileCode(text).then(
    () => undefined,
    (error) => ({ code: error.code, position: error.position, message: error.message }),
  );
}

describe("what is understood", () => {
  const cases: [title: string, text: string, value: unknown][] = [
    ["statements with a return", "const a = 1; return a + 1", 2],
    ["one function behind a directive", '"use strict";\nasync function main() { return 41 }', 41],
    ["an arrow function behind a directive", '"use strict";\nasync () => 41.5;', 41.5],
    ["a text that could be a directive", '"use strict"', "use strict"],
    [
      "a fenced block beside those of other languages",
      '```bash\nnpm install x y\n```\n```js\nreturn 43\n```\nOutput:\n```json\n{ "a": 43 }\n```',
      43,
    ],
    [
      "a fenced block beside output, within prose",
      "Code:\n```TypeScript\nreturn 44 as number\n```\nOutput:\n~~~ text\nit is 44\n~~~",
      44,
    ],
    [
      "fenced blocks with and without a language",
      "```js\nconst a = 45;\n```\n```\nreturn a\n```",
      45,
    ],
    [
      "a fenced block without a language beside JSON and a command",
      '```bash\nnpm i\n```\n```\nreturn 46\n```\n```json\n{ "a": 46 }\n```',
      46,
    ],
    ["a fenced block of a language that is none", "```tool_code\nreturn 47\n```", 47],
    ["code behind a thought", "<think>\nIs 5 < 6, or `a`?\n</think>\nreturn 48", 48],
    ["code within a tag", "<execute_code>\nreturn 49\n</execute_code>", 49],
    ["code within a tag that is not closed", "<execute_code>\nreturn 50", 50],
    [
      "code within a tag, behind a thought",
      "<thinking>hm</thinking><code>return 51</code>\nSo.",
      51,
    ],
    [
      "a fenced block within a tag with an attribute",
      '<code lang="js">```js\nreturn 52\n```</code>',
      52,
    ],
    ["a type of which a tag could be the name", "type code = number;\nreturn <code>53", 53],
    ["a last expression without return", "const a = 20;\na + 22", 42],
    ["a last expression followed by a comment", "1 + 1 // two", 2],
    ["a promise as last expression", "Promise.resolve(3)", 3],
    ["an async arrow function", "async () => { return 5 }", 5],
    ["a function in parentheses with a semicolon", "(async function () { return 6 });", 6],
    ["a function that is called already", "(async () => 7)()", 7],
    ["one function declaration", "async function main() { return 8 }", 8],
    ["a function declaration and its call", "function main() { return 9 }\nmain();", 9],
    [
      "a call, and behind it the function that is called",
      "await main();\n\nasync function main() { await null; return 9.1 }\nfunction other() {}",
      9.1,
    ],
    ["functions alone, of which none is the one", "function a() {}\nfunction b() {}", undefined],
    ["what is before a statement without a value", "9;\nif (true) {}\nfunction a() {}", undefined],
    ["export default of a function", "export default async () => 10", 10],
    ["export default of a name", "const main = () => 11;\nexport default main;", 11],
    ["export default of a value", "export default { a: 12 };", { a: 12 }],
    [
      "export default of a function in code that is printed anew",
      "enum Size { Small = 12 }\nexport default async function main(): Promise<number> {\n  return Size.Small;\n}",
      12,
    ],
    [
      "a last expression behind a namespace",
      "namespace Sizes { export const small = 12 }\nasync function main() { return Sizes.small }\nmain();",
      12,
    ],
    ["export default of a class", "export default class { static a = 1 }", expect.any(Function)],
    [
      "the name of a class that is exported by default and has none",
      "export default class { a = 1 }",
      expect.objectContaining({ name: "default" }),
    ],
    [
      "the name of a typed class that is exported by default and has none",
      "export default (class { static called: string = this.name; a: number = 1 });",
      expect.objectContaining({ name: "default", called: "default" }),
    ],
    [
      "the name of a class that is exported by default from code that is printed anew",
      "enum E { A }\nexport default class { static a: E = E.A }",
      expect.objectContaining({ name: "default", a: 0 }),
    ],
    [
      "the name of a class that is exported by default and has one",
      "const A = class B {};\nexport default class C extends A {}",
      expect.objectContaining({ name: "C" }),
    ],
    [
      "export default of a nameless function, and a statement that begins with a bracket",
      "const a = [];\nexport default function () { return a }\n[1, 2].forEach((one) => a.push(one))",
      [1, 2],
    ],
    [
      "export default of a nameless function, and a call of another",
      "let a = 0;\nexport default async function () { return a }\n(() => { a = 12 })()",
      12,
    ],
    [
      "export default of a nameless class, and a template behind it",
      "export default class { static a = 1 }\n`text`",
      expect.any(Function),
    ],
    [
      "export default of a nameless function in TypeScript, and a statement in parentheses",
      "enum E { A = 12 }\nlet a: E;\nexport default function () { return a }\n(a = E.A)",
      12,
    ],
    [
      "export default of a nameless function with overloads",
      "export default function (a?: string): string;\nexport default function (a: any) { return 'x' }",
      "x",
    ],
    [
      "export default of a nameless abstract class",
      "export default abstract class { abstract a: number }",
      expect.objectContaining({ name: "default" }),
    ],
    [
      "export default of a nameless class that implements an interface",
      "interface A { a: number }\nexport default class implements A { a = 1 }",
      expect.objectContaining({ name: "default" }),
    ],
    [
      "export default of a class whose name is a member",
      "export default class { static name = 'own' }",
      expect.objectContaining({ name: "own" }),
    ],
    [
      "export default of the name of a class",
      "class A {}\nexport default A",
      expect.objectContaining({ name: "A" }),
    ],
    [
      "export default of an abstract class",
      "export default abstract class A { a: number = 1 }",
      expect.objectContaining({ name: "A" }),
    ],
    ["a name exported as default", "const a = 12;\nexport { b, a as default };\nvar b", 12],
    ["a typed name exported as default", "const a: number = 12;\nexport { a as default };", 12],
    [
      "export default of a call of a name like class",
      "export default classify(12);\nfunction classify(a) { return a }",
      12,
    ],
    [
      "export default of a name like one that stands for it",
      "const $_______0 = 12;\nexport default $_______0;",
      12,
    ],
    [
      "export default of a value in code that is printed anew",
      "enum A { B = 12 }\nexport default A.B;\nf();\nfunction f() {}",
      12,
    ],
    [
      "types beside a string, a template and a comment with more words such as enum than are compiled",
      `const a: string = "${"enum a ".repeat(300)}";\n// ${"private b ".repeat(1_100)}\nreturn \`${"public c ".repeat(300)}\`.length + a.length`,
      4_800,
    ],
    [
      "an enum beside a text with more words such as enum than are compiled",
      `enum E { A = 1, B = A << 1, C = A | B }\n/* ${"private b ".repeat(300)} */\nreturn E.C`,
      3,
    ],
    [
      "texts of an enum that are made of one another",
      `enum P { read = 'read', write = read + " write", all = \`\${read} \${write}\` }\nreturn P.all`,
      "read read write",
    ],
    [
      "a semicolon that begins the line after a type",
      "const a = () => 1\ntype 行 = { b: number }\n;(5)\ninterface Empty {}\n;[a()]",
      [1],
    ],
    [
      "a semicolon that begins a line within a type",
      "const a: {\n  b: number\n  ;[key: string]: number\n} = { b: 2 }\nreturn a",
      { b: 2 },
    ],
    [
      "a field without a semicolon before declared ones and a computed one",
      "const q = { z: 1 };\nclass A {\n  x = q\n  declare y: any\n  declare private w?: string;\n  ['z'] = 2\n}\nreturn new A()",
      { x: { z: 1 }, z: 2 },
    ],
    [
      "a field without a semicolon before an abstract method and a generator",
      "abstract class A {\n  x = 2\n  protected abstract f(): void\n  // [\n  *g() { yield this.x }\n}\nclass B extends A { f() {} }\nreturn [...new B().g()]",
      [2],
    ],
    ["a const assertion in angle brackets", "const a = <const>['b'];\nreturn a", ["b"]],
    [
      "a const assertion beside types that are blanked",
      "const a: number = 1;\nreturn [a, < const >{ b: '<const>' }]",
      [1, { b: "<const>" }],
    ],
    ["other exports", "export const a = 13;\nexport function f() {}\nreturn a", 13],
    [
      "imports of types",
      "import type { A } from \"./a\";\nimport type B from 'b'\nconst a: A = 13;\nreturn a",
      13,
    ],
    [
      "imports of nothing but types",
      'import { type A, type B as C } from "./a";\nconst a: A = 13;\nreturn a',
      13,
    ],
    [
      "exports of types",
      "export type { A } from './a';\nexport type { B };\nconst a: number = 13;\nreturn a",
      13,
    ],
    [
      "exports that are the text of a template",
      "export const a = 1;\nreturn `\nexport const b;\nexport default c`",
      "\nexport const b;\nexport default c",
    ],
    [
      "exports that are the text of a template in typed code",
      "const a: string = `\nexport default b`;\nreturn a",
      "\nexport default b",
    ],
    ["an export behind another statement", "const a = 1; export const b = 13; b", 13],
    [
      "a name that begins like an export",
      "const a: number = 13;\nexported(a);\nfunction exported(n: number) {}\nreturn a",
      13,
    ],
    [
      "typed exports",
      "export interface A { n: number }\nexport type B = A;\nexport const a: B = { n: 13 };\nreturn a.n",
      13,
    ],
    ["a property by the name of export", "const a = { export: 13 };\nreturn a\n.export", 13],
    ["default exports of which the first counts", "export default 13;\nexport default 14;", 13],
    ["a fenced block", "```js\nreturn 14\n```", 14],
    [
      "a fenced block within prose",
      "Here it is:\n\n```typescript\nconst a: number = 15;\nreturn a\n```\nDone.",
      15,
    ],
    ["the end of a block whose beginning is missing", "return 15.2\n```\n", 15.2],
    ["a block fenced with tildes", "~~~js\nreturn 15.5\n~~~\nDone.", 15.5],
    ["tildes that are an operator", "~~~\n16", ~16],
    ["a fenced block after one word", "Code:\n```js\nreturn 16\n```", 16],
    ["a fenced block after an exclamation", "Sure!\n\n```js\nreturn 16.1\n```", 16.1],
    [
      "a fenced block of TypeScript after an exclamation",
      "Here!\n```typescript\nconst a: number = 16.2;\nreturn a\n```",
      16.2,
    ],
    ["backticks within a template", "return `\n\\`\\`\\`js\n16\n\\`\\`\\`\n`.length", 14],
    ["a fence within a comment", "/*\n```js\nf()\n```\n*/\nreturn 16.5", 16.5],
    ["types", "interface A { n: number }\nconst a: A = { n: 17 };\nreturn (a as A).n!", 17],
    [
      "type arguments that read as comparisons",
      "const f = <T>(x: T): T => x;\nreturn f<number>(18)",
      18,
    ],
    [
      "type arguments of a tagged template",
      "const raw = (text) => text[0];\nreturn raw<string>`18.1`",
      "18.1",
    ],
    [
      "type arguments of names with other characters",
      "const $ = (x) => x, pick = $;\nreturn $<A>(9) + pick<'full-name' | '/'>(9.2)",
      18.2,
    ],
    ["enums", "enum Size { Small = 19 }\nreturn Size.Small", 19],
    [
      "an exported typed function",
      "export default async function main(): Promise<number> { return 20 }",
      20,
    ],
    ["a byte order mark and a hash bang", "\uFEFF#!/usr/bin/env node\nreturn 21", 21],
    ["Windows line ends", "const a = 22;\r\nreturn a\r\n", 22],
    ["an early return beside a last expression", "if (true) return 23;\n99", 23],
    ["a last statement that is no expression", "const a = 1;", undefined],
  ];
  it.each(cases)("%s", async (_, text, value) => {
    expect(await run(text)).toEqual(value);
  });
});

describe("what is refused, and where", () => {
  const cases: [title: string, text: string, line: number, column: number, message: RegExp][] = [
    ["a syntax error", "const a = 1;\nconst b = ;", 2, 11, /Unexpected token/],
    ["an unclosed brace", "if (true) {\n  return 1;", 2, 12, /Unexpected end: the code stops/],
    ["a decorator", "class A {\n  @log() a() {}\n}", 2, 3, /decorators are not available/],
    ["using at the top level", "using a = {}", 1, 1, /^using cannot stand outside of functions/],
    ["a static import", "import fs from 'node:fs';\nreturn 1", 1, 1, /cannot be imported/],
    [
      "a dynamic import",
      "const a = 1;\nreturn await import('node:fs')",
      2,
      14,
      /cannot be imported/,
    ],
    ["an attempt to close the wrapper", "}); (async () => {", 1, 1, /Unexpected token/],
    ["a mistake in typed code", "const a: number = 1;\nconst b: = 2;", 2, 10, /./],
    ["a mistake inside a fence", "```js\nconst a = ;\n```", 2, 11, /Unexpected token/],
  ];
  it.each(cases)("%s", async (_, text, line, column, message) => {
    expect(await failureOf(text)).toEqual({
      code: "CODE_INVALID",
      position: { line, column },
      message: expect.stringMatching(message),
    });
  });

  it.each(["", "  \n\t", "```js\n```"])("an empty text: %j", async (text) => {
    expect(await failureOf(text)).toMatchObject({ code: "CODE_INVALID" });
  });

  it("a text that is none", async () => {
    await expect(compileCode(42 as never)).rejects.toMatchObject({ code: "CODE_INVALID" });
  });
});

describe("places", () => {
  const cases: [title: string, text: string, line: number, column: number][] = [
    ["on the first line", "throw new Error('x')", 1, 7],
    ["after a line", "const a = 1;\n  throw new Error('x')", 2, 9],
    [
      "in a last expression that was given a return",
      "const f = () => { throw new Error('x') };\nf()",
      1,
      25,
    ],
    ["behind an inserted return", "const o = {};\no.missing.deep", 2, 11],
    ["in a function that is called for the model", "async () => {\n  throw new Error('x') }", 2, 9],
    ["in typed code", "const a: number = 1;\nconst b: string = 'x'; throw new Error(b + a)", 2, 30],
    [
      "in code with enums, which is printed anew",
      "enum A { B }\n\nconst x: A = A.B;\nthrow new Error('x' + x)",
      4,
      7,
    ],
    ["inside a tag", "<code>throw new Error('x')</code>", 1, 13],
    ["inside a fence", "Text\n```js\nthrow new Error('x')\n```", 3, 7],
    ["in an exported default", "export default async () => {\n  throw new Error('x');\n}", 2, 9],
  ];
  it.each(cases)("%s", async (_, text, line, column) => {
    const compiled = await compileCode(text);
    const stack = await (0, eval)(`${compiled.code}\n//# sourceURL=${CODE_FILE_NAME}`)().then(
      () => "",
      (error: Error) => error.stack,
    );
    expect(locateInStack(stack, compiled)).toEqual({ line, column });
  });
});
