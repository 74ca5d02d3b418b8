import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
  HumanMessage,
} from "@langchain/core/messages";
import { ToolweaveError } from "@toolweave/core";
import type { AgentMiddleware } from "langchain";
import { needsOneCallPerTurn, oneCallPerTurn } from "./one-call-per-turn.js";
import { lacksOnlyId, withOwnCallIds } from "./own-call-ids.js";
import { presentableMessages } from "./presentable-messages.js";

/** How often a model may send calls that cannot be read. */
const ATTEMPTS = 3;

type WrapModelCall = NonNullable<AgentMiddleware["wrapModelCall"]>;
type Request = Parameters<WrapModelCall>[0];
type Handler = Parameters<WrapModelCall>[1];
type Response = Awaited<ReturnType<WrapModelCall>>;

interface UnreadableCall {
  readonly name?: string | undefined;
  readonly error?: string | undefined;
}

/**
 * Asks the model with messages that every provider takes, and again if it calls a tool with arguments
 * that are no JSON: no provider takes such a call back, so neither it nor our complaint is kept.
 *
 * @throws ToolweaveError `MODEL_NO_ANSWER`.
 */
export async function askModel(request: Request, handler: Handler): Promise<Response> {
  let complaint: BaseMessage[] = [];
  for (let attempt = 1; ; attempt++) {
    const shown = presentableMessages([...request.messages, ...complaint], request.model);
    const messages = needsOneCallPerTurn(request.model) ? oneCallPerTurn(shown) : shown;
    const response = await handler({ ...request, messages });
    if (!AIMessage.isInstance(response)) return response;
    const first = unreadableCall(response);
    if (first === undefined) return withOwnCallIds(response, request.messages);
    const what = `the arguments of the call of ${first.name ?? "a tool"} were no JSON`;
    const { text } = response;
    if (attempt === ATTEMPTS) {
      throw new ToolweaveError("MODEL_NO_ANSWER", `The model failed ${ATTEMPTS} times: ${what}.`);
    }
    const problem = `Nothing was called: ${what} (${first.error ?? "malformed"}). Make the call again.`;
    complaint = [...(text === "" ? [] : [new AIMessage(text)]), new HumanMessage(problem)];
  }
}

/** The first call whose arguments are no JSON. LangChain completes those that a stream has cut. */
function unreadableCall(message: AIMessage): UnreadableCall | undefined {
  const invalid = message.invalid_tool_calls?.find((call) => !lacksOnlyId(call));
  if (invalid !== undefined || !AIMessageChunk.isInstance(message)) return invalid;
  const cut = message.tool_call_chunks?.find(({ args = "" }) => args !== "" && !isJson(args));
  return cut && { name: cut.name, error: "they end too early" };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
