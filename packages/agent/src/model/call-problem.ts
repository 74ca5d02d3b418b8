import { type AIMessage, AIMessageChunk } from "@langchain/core/messages";
import { isMisread } from "../checkpoints/misread.js";
import { describeValue } from "../options/describe-value.js";
import { lacksOnlyId } from "./own-call-ids.js";
import { isMalformed } from "./stop-reason.js";

/** What every provider takes as the name of a tool. */
const NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const NO_OBJECT = "but something else";

interface UnreadableCall {
  readonly name?: string | undefined;
  readonly problem: string;
}

/**
 * What is wrong with the first call of an answer that not every provider would take back; `undefined` if
 * nothing is.
 *
 * @param tools the names of the tools that there are.
 */
export function callProblem(message: AIMessage, tools: readonly string[]): string | undefined {
  if (isMalformed(message) && !message.tool_calls?.length) return "a call could not be read";
  const unreadable = unreadableCall(message);
  if (unreadable !== undefined) {
    const { name, problem } = unreadable;
    return `the arguments of the call of ${name ?? "a tool"} were no JSON object (${problem})`;
  }
  const misread = message.tool_calls?.find(({ args }) => isMisread(args));
  if (misread !== undefined) {
    const what =
      'cannot be kept: they are nested too deeply, or have an object with a key such as "__proto__" or "lc"';
    return `the arguments of the call of ${misread.name} ${what}`;
  }
  const misnamed = message.tool_calls?.find(
    ({ name }) => !NAME.test(name) && !tools.includes(name),
  );
  if (misnamed === undefined) return undefined;
  return `no tool is named ${describeValue(misnamed.name)}; there are ${tools.join(", ")}`;
}

/** The first call whose arguments are no JSON object. LangChain completes those that a stream has cut. */
function unreadableCall(message: AIMessage): UnreadableCall | undefined {
  const invalid = message.invalid_tool_calls?.find((call) => !lacksOnlyId(call));
  if (invalid !== undefined) {
    const { name, args = "" } = invalid;
    return { name, problem: jsonProblem(args) ?? NO_OBJECT };
  }
  const other = message.tool_calls?.find(({ args }) => !isRecord(args));
  if (other !== undefined) return { name: other.name, problem: NO_OBJECT };
  if (!AIMessageChunk.isInstance(message)) return undefined;
  const cut = message.tool_call_chunks?.find(
    ({ args = "" }) => args !== "" && jsonProblem(args) !== undefined,
  );
  return cut && { name: cut.name, problem: "they end too early" };
}

/** Not in LangChain's words, which repeat the arguments, however long they are. */
function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as SyntaxError).message;
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
