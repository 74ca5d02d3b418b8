import assert from "node:assert/strict";
import type { ConformanceTopic } from "../conformance-case.js";
import { resultOf } from "../expect-result.js";
import { fails, returns, typescript } from "../simple-cases.js";

const FENCED = "```js\nconst n = 20;\nreturn n + 1;\n```";
const FENCED_IN_PROSE = "Here is the code:\n\n```ts\nreturn 'from the fence'\n```\n\nIt returns.";
const TYPES = `
interface Issue { readonly title: string; labels?: string[] }
type Titles<T extends Issue> = Record<string, T["title"]>;
const issue = { title: "Crash" } as Issue;
const titles: Titles<Issue> = { first: issue!.title };
const pick = <T,>(all: Record<string, T>, key: string): T => all[key];
return pick<string>(titles, "first");
`;
const ENUMS = `
enum Level { Low = 1, High = 5 }
class Point { constructor(readonly x: number, private y = 2) {} sum(): number { return this.x + this.y } }
return [Level.High, Level[1], new Point(3).sum()];
`;
const UNICODE = "naïve 名前 🚀 \u0000 \u2028 \ud800 \\ \" ' `";

/** What code may look like, and what it then returns. */
export const RESULTS: ConformanceTopic = {
  name: "results",
  cases: [
    {
      id: "results/shape",
      title: "a success has result, logs, error null, seconds, and no error details",
      async run(context) {
        const started = performance.now();
        const result = await context.execute("return 1");
        const seconds = (performance.now() - started) / 1000;
        assert.equal(resultOf(result), 1);
        assert.deepEqual(result.logs, []);
        assert.equal(result.error_details, undefined);
        assert.deepEqual(result.tool_calls, []);
        assert.ok(result.execution_time > 0 && result.execution_time <= seconds);
      },
    },
    returns("results/return", "a returned value", 'return { a: [1, "two", null, true] }', {
      a: [1, "two", null, true],
    }),
    returns(
      "results/top-level-await",
      "await at the top level",
      "const n = await Promise.resolve(4);\nreturn n + await 5",
      9,
    ),
    returns(
      "results/last-expression",
      "a last expression without return",
      "const a = 20;\na + 22",
      42,
    ),
    returns(
      "results/last-promise",
      "a promise as last expression is awaited",
      "const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms, 'late'));\nlater(5)",
      "late",
    ),
    returns(
      "results/early-return",
      "an early return beside a last expression",
      "if (true) return 23;\n99",
      23,
    ),
    returns(
      "results/statement",
      "code that ends in a statement: undefined",
      "const a = 1;",
      undefined,
    ),
    returns("results/undefined", "undefined", "return undefined", undefined),
    returns("results/null", "null", "return null", null),
    returns("results/comment", "code that is only a comment: undefined", "// nothing", undefined),
    returns("results/fence", "code in a markdown fence", FENCED, 21),
    returns(
      "results/fence-in-prose",
      "a markdown fence among prose",
      FENCED_IN_PROSE,
      "from the fence",
    ),
    returns(
      "results/arrow-function",
      "one async arrow function, which is called",
      "async () => {\n  return await Promise.resolve(5);\n}",
      5,
    ),
    returns(
      "results/function-declaration",
      "one function declaration, which is called",
      "async function main() { return 8 }",
      8,
    ),
    returns(
      "results/called-function",
      "a function declaration and its call",
      "async function main() { return 9 }\nmain();",
      9,
    ),
    returns(
      "results/default-export",
      "export default of a function, which is called",
      "const n = 10;\nexport default async function () { return n }",
      10,
    ),
    returns(
      "results/default-export-value",
      "export default of a value",
      "export const n = 11;\nexport default { n };",
      { n: 11 },
    ),
    returns(
      "results/windows-lines",
      "a byte order mark and Windows line ends",
      "\uFEFFconst a = 22;\r\nreturn a\r\n",
      22,
    ),
    returns(
      "results/unicode",
      "text of any kind, code and result alike",
      `const 名前 = ${JSON.stringify(UNICODE)};\nreturn { [名前]: 名前 };`,
      { [UNICODE]: UNICODE },
    ),
    typescript(returns("results/types", "types and generics", TYPES, "Crash")),
    typescript(returns("results/enums", "enums and parameter properties", ENUMS, [5, "Low", 5])),
    fails("results/empty", "empty code is an error that says so", " \n\t", {
      code: "CODE_INVALID",
      says: ["empty"],
    }),
    fails(
      "results/import",
      "import is an error that says how tools are called",
      'import fs from "node:fs";\nreturn 1',
      {
        code: "CODE_INVALID",
        says: ["import", "search_tools"],
        at: { source: 'import fs from "node:fs";\nreturn 1', line: 1, within: "import" },
      },
    ),
  ],
};
