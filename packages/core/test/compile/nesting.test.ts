import swc from "@swc/wasm-typescript";
import { describe, expect, it } from "vitest";
import type { CodeError } from "../../src/compile/code-error.js";
import { compileCode } from "../../src/compile/compile-code.js";

const TOO_DEEP = {
  code: "CODE_INVALID",
  message: expect.stringMatching(/^The code is nested too deeply/),
};

function failureOf(text: string): Promise<CodeError | undefined> {
  return compileCode(text).then(
    () => undefined,
    (error) => error,
  );
}

async function run(text: string): Promise<unknown> {
  const { code } = await compileCode(text);
  return (0, eval)(code)();
}

function nested(open: string, inner: string, close: string, depth: number): string {
  return open.repeat(depth) + inner + close.repeat(depth);
}

/** Whatever is in `type`s and `: number`s keeps the JavaScript parser from going on to the nesting. */
const typed: [title: string, text: string][] = [
  ["blocks", `const x: number = 1;${nested("{", "", "}", 3_000)}`],
  ["parentheses", `const x: number = ${nested("(", "1", ")", 20_000)}`],
  ["arrays that are not closed", `const x: number[] = ${"[".repeat(3_000)}`],
  ["objects", `const x: object = ${nested("{a:", "1", "}", 20_000)}`],
  ["type arguments", `type X = ${nested("Array<", "1", ">", 3_000)}`],
  ["signs", `const x: number = ${"- ".repeat(20_000)}1`],
  ["sums", `const x: number = 1${"+1".repeat(20_000)}`],
  ["choices", `const x: number = ${"1?2:".repeat(20_000)}1`],
  ["functions", `const x: unknown = ${"()=>".repeat(20_000)}1`],
  ["templates", `const x: string = ${nested(`\`\${`, "1", "}`", 3_000)}`],
];

const untyped: [title: string, text: string][] = [
  ["parentheses", `const a = 1;\nreturn ${nested("(", "1", ")", 20_000)}`],
  ["blocks", `const a = 1;\nif (a) ${nested("{", "", "}", 20_000)}`],
  ["signs", `const a = 1;\nreturn ${"- ".repeat(20_000)}1`],
  ["sums", `const a = 1;\nreturn 1${"+1".repeat(20_000)}`],
];

describe("code that is nested too deeply", () => {
  it.each(typed)("is refused in TypeScript, and no other code with it: %s", async (_, text) => {
    expect(await failureOf(text)).toMatchObject(TOO_DEEP);
    expect(await run("const x: number = 1;\nreturn x as number")).toBe(1);
    expect(await run("enum Size { Small = 2 }\nreturn Size.Small")).toBe(2);
  });

  it.each(untyped)("is refused in JavaScript, with its place: %s", async (_, text) => {
    const error = await failureOf(text);
    expect(error).toMatchObject(TOO_DEEP);
    expect(error?.position?.line).toBe(2);
  });

  it("takes memory from the compiler once, however often it comes", async () => {
    const { memory } = (swc as unknown as { __wasm: { memory: { buffer: ArrayBuffer } } }).__wasm;
    const sizes: number[] = [];
    for (let round = 0; round < 4; round++) {
      for (const [, text] of typed) await failureOf(text);
      sizes.push(memory.buffer.byteLength);
    }
    expect(new Set(sizes.slice(1)).size).toBe(1);
  });

  it("is compiled where it is deep but not too deep", async () => {
    expect(await run(`const x: number = ${nested("(", "3", ")", 100)}; return x`)).toBe(3);
    expect(await run(`return ${nested("[", "3", "]", 100)}.flat(Infinity)`)).toEqual([3]);
  });
});
