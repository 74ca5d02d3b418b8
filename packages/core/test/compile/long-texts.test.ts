import { describe, expect, it } from "vitest";
import { compileCode } from "../../src/compile/compile-code.js";

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

function constructorOf(count: number, parameter: string): string {
  return `class A { constructor(${Array.from({ length: count }, (_, index) => parameter + index)}) {} }`;
}

function doubling(twice: (one: string) => string): string {
  return `enum E {\n${lines(30, (index) => `A${index} = ${index === 0 ? '"aa"' : twice(`A${index - 1}`)},`)}\n}`;
}

/** Where the time grows with the square of a length, these take up to many minutes. */
const texts: [title: string, text: string][] = [
  ["what begins like type arguments", `return 1 // ${"a<".repeat(1_000_000)}`],
  ["what reads as type arguments", `return 1 // ${"a<b>".repeat(400_000)}`],
  ["exports", lines(10_000, (index) => `export const name${index} = { a: "some text" };`)],
  ["typed exports", lines(10_000, (index) => `export const name${index}: string = "text";`)],
  ["default exports", lines(40_000, () => "export default a;")],
  ["exports of nothing", "export ".repeat(200_000)],
  ["one export and empty lines", `export${"\n".repeat(1_000_000)}const a = 1`],
  ["imports of types", lines(40_000, () => "import type { A } from 'a';")],
  ["imports of types that do not end", "import type\n".repeat(20_000)],
  ["an import of types that does not begin", `import${" ".repeat(500_000)}x`],
  ["an import of types from blanks", `import type a from${" ".repeat(500_000)}`],
  ["hash bangs", "#!".repeat(500_000)],
  ["empty lines", `${"\n".repeat(1_000_000)}1`],
  ["carriage returns", `${"\r".repeat(1_000_000)}1`],
  ["separators of lines", `${"\u2028".repeat(300_000)}1`],
  ["separators of lines in a string", `return "${"\u2028".repeat(300_000)}"`],
  ["backslashes before a separator", `return "${"\\\\".repeat(500_000)}\u2028"`],
  ["backticks", `${"`".repeat(300_000)}x\``],
  ["tildes", `${"~".repeat(500_000)}\``],
  ["fences", "```\nx y\n".repeat(50_000)],
  ["blanks before a fence", `${" ".repeat(1_000_000)}\`\`\`\nreturn 1`],
  ["blanks before fences", `${" ".repeat(100)}\`\`\`\n`.repeat(5_000)],
  ["groups of a pattern", `return /${"(?<a>)|".repeat(50_000)}/`],
  ["a chain in typed code", `let a: any;${"if (a) f(); else ".repeat(100_000)}f();`],
  ["enums in blocks", "{enum A{a}}".repeat(5_000)],
  ["enums of one name", lines(8_000, (index) => `enum A { a${index} = ${index} }`)],
  ["parameter properties", constructorOf(5_000, "public a")],
  ["parameter properties with an escape", constructorOf(5_000, "re\\u0061donly a")],
  ["parameter properties with comments", constructorOf(5_000, "public/**/a")],
  ["enums among blocks", `${"{enum A{a}}".repeat(250)}${"{let Q=1}".repeat(6_000)}`],
  ["texts of enums that double", doubling((one) => `${one} + ${one}`)],
  [
    "texts of enums that double in templates",
    doubling((one) => `\`it's \${${one}}\${E[\`${one}\`]}\``),
  ],
  ["texts of enums that double by names in brackets", doubling((one) => `E["${one}"] + ${one}`)],
  [
    "texts of enums that double by names with escapes",
    doubling((one) => `E["\\x41${one.slice(1)}"] + \\u0041${one.slice(1)}`),
  ],
  [
    "texts of enums that double beside an import",
    `import a from "b";\n${doubling((one) => `${one} + ${one}`)}`,
  ],
  [
    "texts of enums that double behind a brace too many",
    `} ${doubling((one) => `${one} + ${one}`)} function f() {`,
  ],
  [
    "a long text of an enum in many places",
    `const enum E { A = "${"a".repeat(9_000)}" }\n${"E.A;".repeat(5_000)}`,
  ],
  ["assertions of types in one line", "{return <any>a}".repeat(15_000)],
  ["assertions of types within one another", `a = ${"<any>".repeat(50_000)}1`],
  ["imports in one line", "import a = b.c;".repeat(15_000)],
  ["what reads as enums in strings", `enum E { A }\n${"'enum E{';".repeat(3_000)}`],
  ["backslashes before quotes", `let a: any;/*${"enum a ".repeat(300)}*/${'\\"'.repeat(100_000)}`],
  [
    "backslashes before backticks",
    `let a: any;/*${"enum a ".repeat(300)}*/${"\\`".repeat(100_000)}`,
  ],
  ["functions beside an enum", `enum E { A }\n[${"y=>y,".repeat(12_000)}]`],
  ["members of an enum", `enum E { ${"A,".repeat(30_000)} }`],
  ["semicolons in a function", `(() => {${"; ".repeat(300_000)}})`],
];

describe("a long text", () => {
  it.each(texts)("is compiled or refused before long: %s", async (_, text) => {
    const started = performance.now();
    const outcome = await compileCode(text).catch((error) => error);
    expect(outcome).toSatisfy(({ code }) => typeof code === "string");
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("does not grow to a multiple of its length by the texts of its enums", async () => {
    const grown = doubling((one) => `${one} + ${one}`);
    await expect(compileCode(grown)).rejects.toMatchObject({
      code: "CODE_INVALID",
      message: expect.stringMatching(/enums .* texts/),
    });
  });

  it.each([
    ["a blank", "a ", "a\\x20"],
    ["a quote", '"', "\\x22"],
    ["a tab", "a\\t", "a\\u0009"],
    ["no letter at all", "a\\0", "a\\u{0}"],
    ["two code units", "\u{1f600}", "\\ud83d\\ude00"],
    ["a line that goes on", "ab", "a\\\r\nb"],
  ])(
    "does not grow by names with %s that are written otherwise where they are used",
    async (_, name, used) => {
      const members = lines(30, (index) => {
        const before = `E['${used}${index - 1}']`;
        return `'${name}${index}' = ${index === 0 ? "'aa'" : `${before} + ${before}`},`;
      });
      await expect(compileCode(`enum E {\n${members}\n}`)).rejects.toMatchObject({
        message: expect.stringMatching(/enums .* texts/),
      });
    },
  );
});

it("with an error far down is located before long", async () => {
  const compiled = await compileCode(
    `${"f();\n".repeat(20_000)}return "${"\u2028".repeat(9_000)}"`,
  );
  const started = performance.now();
  for (let line = 1; line <= 2_000; line++) {
    expect(compiled.locate({ line: 20_001, column: 20 + line })?.line).toBe(20_001);
  }
  expect(performance.now() - started).toBeLessThan(5_000);
});
