import { AIMessage, type BaseMessage, HumanMessage } from "@langchain/core/messages";
import { ToolweaveError } from "@toolweave/core";
import type { AgentMiddleware } from "langchain";
import { needsOneCallPerTurn, oneCallPerTurn } from "./one-call-per-turn.js";
import { presentableMessages } from "./presentable-messages.js";

/** How often a model may send calls that cannot be read. */
const ATTEMPTS = 3;

type WrapModelCall = NonNullable<AgentMiddleware["wrapModelCall"]>;
type Request = Parameters<WrapModelCall>[0];
type Handler = Parameters<WrapModelCall>[1];
type Response = Awaited<ReturnType<WrapModelCall>>;

/**
 * Asks the model with messages that every provider takes, and again if it calls a tool with arguments
 * that are no JSON: no provider takes such a call back, so neither it nor our complaint is kept.
 *
 * @throws ToolweaveError `MODEL_NO_ANSWER`.
 */
export async function askModel(request: Request, handler: Handler): Promise<Response> {
  const shown = presentableMessages(request.messages, request.model);
  const messages = needsOneCallPerTurn(request.model) ? oneCallPerTurn(shown) : shown;
  let complaint: BaseMessage[] = [];
  for (let attempt = 1; ; attempt++) {
    const response = await handler({ ...request, messages: [...messages, ...complaint] });
    const wrong = AIMessage.isInstance(response) ? (response.invalid_tool_calls ?? []) : [];
    const [first] = wrong;
    if (first === undefined) return response;
    const what = `the arguments of the call of ${first.name ?? "a tool"} were no JSON`;
    const { text } = response as AIMessage;
    if (attempt === ATTEMPTS) {
      throw new ToolweaveError("MODEL_NO_ANSWER", `The model failed ${ATTEMPTS} times: ${what}.`);
    }
    const problem = `Nothing was called: ${what} (${first.error ?? "malformed"}). Make the call again.`;
    complaint = [...(text === "" ? [] : [new AIMessage(text)]), new HumanMessage(problem)];
  }
}
