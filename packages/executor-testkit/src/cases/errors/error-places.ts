import type { ErrorCode } from "@toolweave/core";
import type { ConformanceCase } from "../../conformance-case.js";
import { fails, typescript } from "../../simple-cases.js";

interface Mistake {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** Line of the mistake, from 1, and the part of it that the column points into. */
  readonly line: number;
  readonly within: string;
  readonly code?: ErrorCode;
  readonly name?: string;
  readonly says?: readonly string[];
}

const THROWN = { name: "Error", says: ["it broke"] };
const THROW = 'throw new Error("it broke")';

const MISTAKES: readonly Mistake[] = [
  {
    id: "throw",
    title: "a throw",
    source: `const a = 1;\n${THROW}`,
    line: 2,
    within: THROW,
    ...THROWN,
  },
  {
    id: "first-line",
    title: "a throw on the first line",
    source: THROW,
    line: 1,
    within: THROW,
    ...THROWN,
  },
  {
    id: "type-error",
    title: "a TypeError",
    source: "const issue = {};\n\n  const title = issue.title.trim();\nreturn title",
    line: 3,
    within: "issue.title.trim()",
    name: "TypeError",
  },
  {
    id: "reference-error",
    title: "a name that does not exist",
    source: "const a = 1;\nconst b = a + missing;",
    line: 2,
    within: "a + missing",
    name: "ReferenceError",
    says: ["missing"],
  },
  {
    id: "last-expression",
    title: "an expression that is returned without return",
    source: "const list = [1, 2];\nlist.first().toFixed()",
    line: 2,
    within: "list.first()",
    name: "TypeError",
  },
  {
    id: "nested-function",
    title: "a throw in a function that others call",
    source: `function inner() {\n  ${THROW};\n}\nconst outer = () => inner();\nreturn outer()`,
    line: 2,
    within: THROW,
    ...THROWN,
  },
  {
    id: "own-class",
    title: "a throw of an error whose class and its base have constructors",
    source: `class Base extends Error {\n  constructor(text) { super(text); }\n}\nclass Own extends Base {\n  constructor() { super("it broke"); }\n}\nconst fail = () => {\n  throw new Own();\n};\nfail()`,
    line: 8,
    within: "throw new Own()",
    ...THROWN,
  },
  {
    id: "callback",
    title: "a throw in a callback",
    source: `return [3, 1, 2].map((n) => {\n  if (n === 1) ${THROW};\n  return n;\n})`,
    line: 2,
    within: THROW,
    ...THROWN,
  },
  {
    id: "after-await",
    title: "a throw after await",
    source: `await kit.add({ a: 1, b: 2 });\nawait null;\n${THROW}`,
    line: 3,
    within: THROW,
    ...THROWN,
  },
  {
    id: "arrow-function",
    title: "a throw in the one function that the code is",
    source: `async () => {\n  await null;\n  ${THROW};\n}`,
    line: 3,
    within: THROW,
    ...THROWN,
  },
  {
    id: "fence",
    title: "a throw in a markdown fence, by the lines of the whole text",
    source: `Like this:\n\n\`\`\`js\nconst a = 1;\n${THROW}\n\`\`\``,
    line: 5,
    within: THROW,
    ...THROWN,
  },
  {
    id: "windows-lines",
    title: "a throw among Windows line ends",
    source: `const a = 1;\r\nconst b = 2;\r\n${THROW};\r\n`,
    line: 3,
    within: THROW,
    ...THROWN,
  },
  {
    id: "wide-characters",
    title: "a throw behind characters of other scripts, emoji and half of one",
    source: `const a = 1;\nconst b = "é漢字\u{1F600}\ud800"; ${THROW}`,
    line: 2,
    within: THROW,
    ...THROWN,
  },
  {
    id: "source-url",
    title: "a throw in code that names a file of its own",
    source: `const a = 1;\n${THROW};\n//# sourceURL=main.js`,
    line: 2,
    within: THROW,
    ...THROWN,
  },
  {
    id: "in-timer",
    title: "a throw in the handler of a timer",
    source: `setTimeout(() => {\n  ${THROW};\n}, 1);\nawait new Promise(() => {})`,
    line: 2,
    within: THROW,
    ...THROWN,
  },
  {
    id: "syntax",
    title: "code that does not parse",
    source: "const a = 1;\nconst b = = 2;\nreturn a",
    line: 2,
    within: "= = 2",
    code: "CODE_INVALID",
    name: "SyntaxError",
  },
  {
    id: "unclosed",
    title: "code that ends too early",
    source: "const a = [1, 2;\nreturn a",
    line: 1,
    within: "2;",
    code: "CODE_INVALID",
    name: "SyntaxError",
  },
];

const TYPESCRIPT_MISTAKES: readonly Mistake[] = [
  {
    id: "types",
    title: "a throw among types",
    source: `interface A { n: number }\nconst a: A = { n: 1 } as A;\n${THROW}`,
    line: 3,
    within: THROW,
    ...THROWN,
  },
  {
    id: "after-enum",
    title: "a throw after an enum, which changes lines",
    source: `enum Size {\n  Small,\n  Large,\n}\nconst n: number = Size.Large;\nif (n > 0) ${THROW};`,
    line: 6,
    within: THROW,
    ...THROWN,
  },
  {
    id: "types-type-error",
    title: "a TypeError after an enum, in a typed function",
    source:
      "enum Size { Small, Large }\nfunction name(of: { size?: Size }): string {\n  return (of as any).label.trim();\n}\nreturn name({})",
    line: 3,
    within: "(of as any).label.trim()",
    name: "TypeError",
  },
  {
    id: "types-syntax",
    title: "TypeScript that does not parse",
    source: "const a: number = 1;\nconst b: string = ;\nreturn a",
    line: 2,
    within: "= ;",
    code: "CODE_INVALID",
    name: "SyntaxError",
  },
];

/** An error leads to its line and column in the text that was sent, and shows them. */
export const ERROR_PLACES: readonly ConformanceCase[] = [
  ...MISTAKES.map(located),
  ...TYPESCRIPT_MISTAKES.map(located).map(typescript),
  // Not every engine has a place for it.
  fails(
    "errors/refused-by-engine",
    "a pattern too long to be looked at before it is run, and no pattern",
    `if (false) return /${"a".repeat(6_000)}(/;`,
    { code: "CODE_INVALID", name: "SyntaxError" },
  ),
];

function located({ id, title, source, line, within, code, name, says }: Mistake): ConformanceCase {
  return fails(`errors/${id}`, `the place of ${title}`, source, {
    code: code ?? "CODE_THREW",
    at: { source, line, within },
    ...(name !== undefined && { name }),
    ...(says !== undefined && { says }),
  });
}
