import { isUnfinished } from "@toolweave/core/node";
import { describe, expect, it } from "vitest";

describe("code that is typed line by line", () => {
  it.each([
    "f(",
    "if (x) {",
    "if (x)",
    "`a",
    "`a${",
    "`a\nb",
    "[1, 2",
    "return {",
    "return {\n  a: 1,",
    "const x =",
    "const x = // of what",
    "/* a comment",
    "await n.f({ text: '(', more: `",
    "const x: number = {",
    'const u: string = String("http://x"); foo(',
    "const f = <T,>(x: T) => {",
    "interface A {",
    "interface A {\n  a: string;",
    "enum A { B",
    "const s: string = '😀'; f(",
    "type A =",
    "const u: string = `abc",
    "const u: string = 1; /* abc",
    "export default async () => {",
    "export const list: number[] = [",
    "import x from 'y'; f(",
  ])("goes on after %j", async (code) => {
    expect(await isUnfinished(code)).toBe(true);
  });

  it.each([
    "",
    "await f({ a: 1 })",
    "const x = ;",
    "}",
    "\t\t\tlet a: = 1",
    "f())",
    "'(' + \"{\"",
    "// (",
    "// it's a (comment",
    "return 'it(s'",
    "return /[(]/.test(u)",
    'let a = "unterminated',
    "/[/",
    "let a: string = 'unterminated",
    'const u: string = String("http://x"); return u',
    'let u: string = "x"; return /[(]/.test(u)',
    'retrn n.echo({x:"http://x"})',
    "const x: number = 4; return x",
    "const a: number = 1; // f(",
    "interface A { a: string }",
    "enum A { B }; return A.B",
    "const f = <T,>(x: T) => {\nreturn x };return f(2)",
    "let u: string = ; f(",
    "export default async () => { return 1 }",
    "import x from 'y'",
  ])("is complete, or wrong, with %j", async (code) => {
    expect(await isUnfinished(code)).toBe(false);
  });
});
