import type { ToolCallRecord } from "@toolweave/core";
import { nameOfCall } from "../approval/approval-questions.js";
import type { AgentStep, ModelDelta } from "../run/agent-step.js";
import { harmlessText, orderedText, visibleText } from "./harmless-text.js";
import { highlightCode, paint } from "./highlight-code.js";
import { PartialCode } from "./partial-code.js";

/** How a run is written to a terminal. */
export interface PrettyOptions {
  /** Whether to use colours. Default: if the standard output is a terminal, and `NO_COLOR` is not set. */
  color?: boolean | undefined;
}

const DIM = 90;
const RED = 31;
const YELLOW = 33;
const GREEN = 32;

/** The text of a run's steps, piece by piece. */
export async function* prettyText(
  steps: AsyncIterable<AgentStep | ModelDelta>,
  { color = hasColors() }: PrettyOptions,
): AsyncGenerator<string> {
  const writer = new PrettyWriter(color);
  for await (const step of steps) {
    const text = writer.write(step);
    if (text !== "") yield text;
  }
}

class PrettyWriter {
  readonly #color: boolean;
  readonly #codes = new Map<number, { code: PartialCode; line: string; begun: boolean }>();
  /** The names of the tools called in the present answer: only the first piece of a call has one. */
  readonly #names = new Map<number, string>();
  /** How many codes of the present answer are written whole, and have given their index to another. */
  #replaced = 0;
  #isInText = false;
  /** A carriage return at the end of a piece of text: the next may make an end of a line of it. */
  #return = "";
  /** The answer of which text was written last. */
  #answer: string | undefined;
  /** True if the model has said something of its present answer: not every model streams. */
  #isStreamed = false;
  /** True if what the model said last has been written. */
  #isAnswerWritten = false;

  constructor(color: boolean) {
    this.#color = color;
  }

  write(step: AgentStep | ModelDelta): string {
    switch (step.type) {
      case "text-delta":
        return this.#textPiece(step);
      case "args-delta":
        return this.#codePiece(step);
      case "model":
        return this.#endOfAnswer(step);
      case "log":
        return this.#line("  │ ", step.line, step.line.startsWith("[ERROR]") ? RED : DIM);
      case "call":
        return step.call.status === "pending" ? "" : this.#call(step.call);
      case "tool":
        return this.#tool(step);
      case "approval":
        return step.approvals
          .map((call) => {
            const asked = visibleText(`${nameOfCall(call)}(${JSON.stringify(call.args)})`);
            return this.#line("  ? ", asked, YELLOW);
          })
          .join("");
      case "result":
        return this.#result(step);
    }
  }

  /** An answer that broke off, or that could not be read, is followed by another. */
  #textPiece({ answer, text }: Extract<ModelDelta, { type: "text-delta" }>): string {
    const end = answer === this.#answer ? "" : this.#textEnd();
    this.#answer = answer;
    this.#isInText = true;
    this.#isStreamed = true;
    const known = this.#return + text;
    this.#return = known.endsWith("\r") ? "\r" : "";
    return end + harmlessText(known.slice(0, known.length - this.#return.length));
  }

  /** Whole lines of code are shown as they are complete: half a line cannot be highlighted. */
  #codePiece({ index, name, json }: Extract<ModelDelta, { type: "args-delta" }>): string {
    if (name === undefined || name === "") return this.#morePiece(index, json);
    // Some clients give all calls the same index, and a call that cannot be read is asked for again.
    const before = this.#codes.get(index);
    const rest = before === undefined || before.line === "" ? "" : this.#code(before.line);
    if (before?.code.isOver === true) this.#replaced++;
    this.#codes.delete(index);
    this.#names.set(index, name);
    return rest + this.#morePiece(index, json);
  }

  #morePiece(index: number, json: string): string {
    if (this.#names.get(index) !== "execute_code") return "";
    const begun = this.#codes.get(index) ?? { code: new PartialCode(), line: "", begun: false };
    this.#codes.set(index, begun);
    begun.line += begun.code.add(json);
    // The last line has no end of its own, and another call may follow.
    const end = begun.code.isOver ? begun.line.length : begun.line.lastIndexOf("\n") + 1;
    const lines = begun.line.slice(0, end);
    begun.line = begun.line.slice(end);
    if (lines === "") return "";
    const head = begun.begun ? "" : this.#textEnd();
    begun.begun = true;
    return head + this.#code(lines);
  }

  #endOfAnswer({ text, toolCalls }: Extract<AgentStep, { type: "model" }>): string {
    const whole = this.#isStreamed || text === "" ? "" : `${harmlessText(text)}\n`;
    this.#isAnswerWritten = this.#isStreamed || text !== "";
    this.#isStreamed = false;
    const begun = [...this.#codes.values()].filter((code) => code.begun || code.line !== "");
    const rests = begun.map(({ line }) => (line === "" ? "" : this.#code(line)));
    // Some clients give a call as a whole, when the model has ended.
    const unseen = toolCalls
      .filter(({ name }) => name === "execute_code")
      .slice(begun.length + this.#replaced)
      .map(({ args }) => (typeof args["code"] === "string" ? this.#code(args["code"]) : ""));
    const others = toolCalls
      .filter(({ name }) => name !== "execute_code")
      .map(({ name, args }) => this.#line("▸ ", `${name} ${JSON.stringify(args)}`, DIM));
    this.#codes.clear();
    this.#names.clear();
    this.#replaced = 0;
    return [this.#textEnd(), whole, ...rests, ...unseen, ...others].join("");
  }

  #call({ namespace, tool, status, duration_ms, error }: ToolCallRecord): string {
    const head = `${namespace}.${tool}  ${Math.round(duration_ms)} ms`;
    if (status === "ok") return this.#line("  ✓ ", head, GREEN);
    return this.#line("  ✗ ", `${head}  ${status}${error === undefined ? "" : `: ${error}`}`, RED);
  }

  #tool({ execution, failed, name, text }: Extract<AgentStep, { type: "tool" }>): string {
    // What was said meanwhile was said by a model that the tool has asked.
    this.#isStreamed = false;
    this.#isAnswerWritten = false;
    const end = this.#textEnd();
    if (execution === undefined) {
      return failed ? end + this.#line("  ✗ ", `${name}: ${text}`, RED) : end;
    }
    const { error, execution_time } = execution;
    if (error !== null) return end + this.#line("  ✗ ", error, RED);
    return end + this.#line("  ⏱ ", `${execution_time.toFixed(2)} s`, DIM);
  }

  /** A refusal is no text of the model's, and an answer may be that of middleware: neither was written yet. */
  #result({ result }: Extract<AgentStep, { type: "result" }>): string {
    const isWritten = result.status === "answered" && this.#isAnswerWritten;
    return isWritten ? "" : `${harmlessText(String(result.output))}\n`;
  }

  #textEnd(): string {
    const wasInText = this.#isInText;
    this.#isInText = false;
    const rest = harmlessText(this.#return);
    this.#return = "";
    return wasInText ? `${rest}\n` : "";
  }

  #code(code: string): string {
    const lines = orderedText(code).replace(/\n$/, "").split("\n");
    return lines.map((line) => `    ${this.#color ? highlightCode(line) : line}\n`).join("");
  }

  #line(mark: string, text: string, colour: number): string {
    const whole = mark + orderedText(text).replaceAll("\n", `\n${" ".repeat(mark.length)}`);
    return `${this.#color ? paint(whole, colour) : whole}\n`;
  }
}

function hasColors(): boolean {
  const { stdout, env } = process;
  return stdout.isTTY === true && env["NO_COLOR"] === undefined;
}
