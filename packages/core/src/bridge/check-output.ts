import { callExpression } from "../catalog/call-expression.js";
import type { ToolInfo } from "../contract/executor-host.js";
import type { ToolResult } from "../contract/tool.js";
import { resultJson } from "./result-json.js";
import type { CallTarget } from "./tool-call-error.js";
import { unwrapResult } from "./unwrap-result.js";
import { loadValidation } from "./validation/load-validation.js";

const MAX_WARNING_CHARACTERS = 1_000;

/** A value, and the result that it was made of. */
interface Answer {
  readonly value: unknown;
  readonly result: ToolResult;
}

/** The call that was answered. */
interface AnsweredCall extends CallTarget {
  readonly namespace: string;
}

/** Warns of values that do not fit their tool's output schema, once for each tool: code calls in loops. */
export class OutputCheck {
  readonly #warned = new Set<ToolInfo>();

  /** The warning, if there is one to give. Never rejects: a value that does not fit is still the value. */
  async check(
    call: AnsweredCall,
    tool: ToolInfo,
    { value, result }: Answer,
  ): Promise<string | undefined> {
    if (tool.outputSchema === undefined || this.#warned.has(tool)) return undefined;
    const { firstProblem, explainProblems } = await loadValidation();
    if (firstProblem(tool.outputSchema, value).length === 0) return undefined;
    // A number that became a string, as it could not be held, was one in the server's text. A server in this
    // process may answer with dates and the like, and it is their JSON that the code gets.
    const given = unwrapResult(result, call, JSON.parse);
    const problems = firstProblem(tool.outputSchema, JSON.parse(resultJson(given, call)));
    if (problems.length === 0 || this.#warned.has(tool)) return undefined;
    this.#warned.add(tool);
    const text =
      `${callExpression(call.namespace, tool.identifier)} answered with what its output schema does not ` +
      `allow: ${explainProblems(problems, "result")}`;
    return text.length > MAX_WARNING_CHARACTERS
      ? `${text.slice(0, MAX_WARNING_CHARACTERS)}…`
      : text;
  }
}
