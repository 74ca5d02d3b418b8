import { ToolMessage } from "@langchain/core/messages";
import { DynamicStructuredTool } from "@langchain/core/tools";
import { ToolweaveError } from "@toolweave/core";
import type { AnswerSchema } from "./answer-schema.js";
import { jsonSchemaOf } from "./json-schema-of.js";

/** The tool by which a model gives an answer that has to fit a schema. */
export const ANSWER_TOOL = "final_answer";

/** How often a model may give an answer that does not fit. */
const ATTEMPTS = 3;
/** What a model says in place of an answer may be long, and is told of in an error. */
const MAX_SAID = 300;

/** The answer of one run, as the model gives it by its tool. */
export class StructuredAnswer<Output> {
  readonly tool: DynamicStructuredTool;
  /** The answer, as the schema gave it. */
  accepted: { readonly value: Output } | undefined;
  readonly #schema: AnswerSchema<Output>;
  readonly #failures: string[] = [];

  /** @throws ToolweaveError `CONFIG_INVALID` for a schema of which no JSON Schema can be made. */
  constructor(schema: AnswerSchema<Output>) {
    this.#schema = schema;
    this.tool = new AnswerTool(objectSchemaOf(schema), (args) => this.#give(args));
  }

  /** Notes that a run ended without an answer, and with what text. */
  missed(text: string): void {
    const isLong = text.length > MAX_SAID;
    const said = isLong ? `${text.slice(0, MAX_SAID).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
    const instead = text === "" ? "" : `, and said: ${said}`;
    this.#failures.push(`the model did not call ${ANSWER_TOOL}${instead}`);
  }

  /** True if the model may not try again. */
  get failed(): boolean {
    return this.accepted === undefined && this.#failures.length >= ATTEMPTS;
  }

  error(): ToolweaveError {
    const failures = [...this.#failures];
    return new ToolweaveError(
      "ANSWER_INVALID",
      `The model gave no answer that fits the schema. It failed ${failures.length} times, at last: ` +
        `${failures.at(-1) ?? "it gave none"}.`,
      { details: { failures } },
    );
  }

  /** The error of a run that something else has ended, with such words, or with none. */
  endedBy(words: string): ToolweaveError {
    return new ToolweaveError(
      "ANSWER_INVALID",
      "Middleware ended the run before the model had given an answer that fits the schema, " +
        (words === "" ? "and said nothing." : `with the words: ${words}`),
      { details: { failures: [...this.#failures] } },
    );
  }

  async #give(args: unknown): Promise<{ text: string; isOver: boolean }> {
    const problems = await this.#accept(args);
    if (problems === undefined) return { text: "Accepted.", isOver: true };
    this.#failures.push(problems);
    return { text: `This does not fit: ${problems}. Try again.`, isOver: this.failed };
  }

  /** Keeps what the schema makes of an answer; resolves with what is wrong, if anything is. */
  async #accept(args: unknown): Promise<string | undefined> {
    let result: Awaited<ReturnType<AnswerSchema<Output>["~standard"]["validate"]>>;
    try {
      result = await this.#schema["~standard"].validate(args);
    } catch (error) {
      // A transformation that parses what the model wrote throws for what it cannot parse.
      return error instanceof Error ? error.message : String(error);
    }
    if (result.issues === undefined) {
      this.accepted = { value: result.value };
      return undefined;
    }
    const problems = result.issues.map(({ message, path = [] }) => {
      const place = path.map((part) => String(typeof part === "object" ? part.key : part));
      return place.length === 0 ? message : `${place.join(".")}: ${message}`;
    });
    return problems.join("; ");
  }
}

/** LangChain's own check would answer before ours, and not count. */
class AnswerTool extends DynamicStructuredTool {
  readonly #give: (args: unknown) => Promise<{ text: string; isOver: boolean }>;

  constructor(
    schema: Record<string, unknown>,
    give: (args: unknown) => Promise<{ text: string; isOver: boolean }>,
  ) {
    super({
      name: ANSWER_TOOL,
      description:
        "Gives the final answer, and ends the task. Call it once, when the task is done, and with nothing else.",
      schema,
      func: async () => "",
      returnDirect: true,
    });
    this.#give = give;
  }

  override async invoke(input: unknown): Promise<never> {
    const { id = "", args } = input as { id?: string; args: unknown };
    const { text, isOver } = await this.#give(args);
    const status = isOver ? "success" : "error";
    return new ToolMessage({ content: text, tool_call_id: id, name: ANSWER_TOOL, status }) as never;
  }
}

function objectSchemaOf(schema: AnswerSchema): Record<string, unknown> {
  try {
    const json = jsonSchemaOf(schema);
    if (json["type"] === "object") return json;
  } catch (cause) {
    const why = cause instanceof Error ? ` (${cause.message})` : "";
    throw invalid(`no JSON Schema can be made of it${why}`, cause);
  }
  throw invalid("it must describe an object");
}

function invalid(problem: string, cause?: unknown): ToolweaveError {
  const message = `The schema of the answer cannot be used: ${problem}. Zod's z.object(…) can.`;
  return new ToolweaveError("CONFIG_INVALID", message, { cause });
}
