import { callExpression } from "../catalog/call-expression.js";
import type { ToolInfo } from "../contract/executor-host.js";
import { loadValidation } from "./validation/load-validation.js";

const MAX_WARNING_CHARACTERS = 1_000;

/** A value, and the JSON of it that the code gets. */
interface Answer {
  readonly value: unknown;
  readonly json: string;
}

/** Warns of values that do not fit their tool's output schema, once for each tool: code calls in loops. */
export class OutputCheck {
  readonly #warn: (text: string) => void;
  readonly #warned = new Set<ToolInfo>();

  constructor(warn: (text: string) => void) {
    this.#warn = warn;
  }

  /** Never rejects: a value that does not fit is still the value. */
  async check(namespace: string, tool: ToolInfo, { value, json }: Answer): Promise<void> {
    if (tool.outputSchema === undefined || this.#warned.has(tool)) return;
    const { firstProblem, explainProblems } = await loadValidation();
    if (firstProblem(tool.outputSchema, value).length === 0) return;
    // A server in this process may answer with dates and the like, and it is their JSON that the code gets.
    const problems = firstProblem(tool.outputSchema, JSON.parse(json));
    if (problems.length === 0 || this.#warned.has(tool)) return;
    this.#warned.add(tool);
    const text =
      `${callExpression(namespace, tool.identifier)} answered with what its output schema does not ` +
      `allow: ${explainProblems(problems, "result")}`;
    this.#warn(
      text.length > MAX_WARNING_CHARACTERS ? `${text.slice(0, MAX_WARNING_CHARACTERS)}…` : text,
    );
  }
}
