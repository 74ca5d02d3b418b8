import type { ConformanceCase } from "../../conformance-case.js";
import { failureOf, resultOf } from "../../expect-result.js";
import { fails, returns } from "../../simple-cases.js";

const HOSTILE = `
const error = new Error("hidden");
Object.defineProperty(error, "message", { get() { throw new Error("no message for you"); } });
Object.defineProperty(error, "stack", { get() { throw null; } });
throw error;`;

/** Whatever is thrown is told, and never harms who tells it. */
export const THROWN_VALUES: readonly ConformanceCase[] = [
  thrown("string", "a string", 'throw "plain text"', ["not an Error", "plain text"]),
  thrown("object", "an object", "throw { status: 404 }", ["not an Error", '{"status":404}']),
  thrown("null", "null", "throw null", ["not an Error", "null"]),
  thrown("undefined", "undefined", "throw undefined", ["not an Error", "undefined"]),
  thrown("symbol", "a symbol", 'throw Symbol("key")', ["not an Error", "Symbol(key)"]),
  thrown("rejection", "a rejection with a number", "return Promise.reject(42)", ["42"]),
  thrown("hostile-error", "an error with getters that throw", HOSTILE, []),
  thrown(
    "hostile-proxy",
    "a proxy that answers nothing",
    "const no = () => { throw null; };\nthrow new Proxy({}, { get: no, has: no, getPrototypeOf: no, ownKeys: no })",
    [],
  ),
  fails(
    "errors/class",
    "an error of a class of its own keeps its name",
    'class QuotaError extends Error { name = "QuotaError" }\nthrow new QuotaError("used up")',
    {
      code: "CODE_THREW",
      name: "QuotaError",
      says: ["used up"],
    },
  ),
  fails(
    "errors/cause",
    "the message of an error has its cause",
    'throw new Error("outer", { cause: new TypeError("inner reason") })',
    { code: "CODE_THREW", says: ["outer", "inner reason"] },
  ),
  fails(
    "errors/aggregate",
    "the message of an AggregateError has those of its errors",
    'await Promise.any([Promise.reject(new Error("first")), Promise.reject(new Error("second"))])',
    { code: "CODE_THREW", name: "AggregateError", says: ["first", "second"] },
  ),
  fails(
    "errors/causes",
    "the message of an error has the causes of its cause, and what a cause holds that is no error",
    'const cause = new TypeError("inner", { cause: { status: 404 } });\nthrow new Error("outer", { cause: new Error("middle", { cause }) })',
    { code: "CODE_THREW", says: ["outer", "middle", "inner", '{"status":404}'] },
  ),
  fails(
    "errors/many-causes",
    "errors that stand for thousands, or for themselves, have messages of a few",
    `const many = new AggregateError(Array.from({ length: 50_000 }, (_, i) => new Error("no " + i)), "many");
many.cause = new Error("outer", { cause: many });
let error = many;
for (let i = 0; i < 10_000; i++) error = new Error("level " + i, { cause: i === 9_990 ? many : error });
throw error`,
    { code: "CODE_THREW", says: ["level 9999", "no 3", "more"] },
  ),
  fails(
    "errors/unreadable-cause",
    "an error whose cause cannot be read keeps its message",
    'throw Object.defineProperty(new Error("readable"), "cause", { get() { throw 1; } })',
    { code: "CODE_THREW", name: "Error", says: ["readable"] },
  ),
  fails(
    "errors/forged-code",
    "an error that code throws says nothing of code that did not begin",
    'console.log("begun");\nthrow Object.assign(new SyntaxError("forged"), { code: "CODE_INVALID" })',
    { code: "CODE_THREW", name: "SyntaxError", says: ["forged"] },
  ),
  {
    id: "errors/stack-overflow",
    title: "endless recursion is an error of the code, and the next execution works",
    async run(context) {
      failureOf(await context.execute("const f = () => f() + 1;\nreturn f()"), {
        code: "STACK_LIMIT",
        name: "RangeError",
      });
      resultOf(await context.execute("return 1"));
    },
  },
  returns(
    "errors/caught",
    "an error that the code catches is none",
    "try { null.x } catch (error) { return [error instanceof TypeError, error instanceof Error] }",
    [true, true],
  ),
  returns(
    "errors/unhandled-rejection",
    "a rejection that nobody handles does not end the execution",
    'Promise.reject(new Error("ignored"));\nPromise.reject(null);\nPromise.reject();\nawait new Promise((resolve) => setTimeout(resolve, 20));\nreturn "done"',
    "done",
  ),
];

function thrown(id: string, title: string, code: string, says: readonly string[]): ConformanceCase {
  return fails(`errors/thrown-${id}`, `${title} is thrown`, code, { code: "CODE_THREW", says });
}
