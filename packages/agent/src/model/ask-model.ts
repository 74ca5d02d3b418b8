import { AIMessage, type BaseMessage, HumanMessage } from "@langchain/core/messages";
import { ToolweaveError } from "@toolweave/core";
import type { AgentMiddleware } from "langchain";
import { callProblem } from "./call-problem.js";
import { ownModel } from "./model-type.js";
import { needsOneCallPerTurn, oneCallPerTurn } from "./one-call-per-turn.js";
import { withOwnCallIds } from "./own-call-ids.js";
import { withOwnMessageId } from "./own-message-id.js";
import { presentableMessages } from "./presentable-messages.js";
import { isCut } from "./stop-reason.js";

/** How often a model may send calls that cannot be read. */
const ATTEMPTS = 3;

type WrapModelCall = NonNullable<AgentMiddleware["wrapModelCall"]>;
type Request = Parameters<WrapModelCall>[0];
type Handler = Parameters<WrapModelCall>[1];
type Response = Awaited<ReturnType<WrapModelCall>>;

/**
 * Asks the model with messages that every provider takes, and again if it calls a tool with arguments that
 * are no JSON object, or by a name that no tool can have: not every provider takes such a call back, so neither
 * it nor our complaint is kept.
 *
 * @throws ToolweaveError `MODEL_NO_ANSWER`.
 */
export async function askModel(request: Request, handler: Handler): Promise<Response> {
  const tools = request.tools.map(({ name }) => name).filter((name) => typeof name === "string");
  const model = await ownModel(request.model);
  let complaint: BaseMessage[] = [];
  for (let attempt = 1; ; attempt++) {
    const shown = presentableMessages([...request.messages, ...complaint], model);
    const messages = needsOneCallPerTurn(model) ? oneCallPerTurn(shown) : shown;
    const response = await handler({ ...request, messages });
    if (!AIMessage.isInstance(response)) return response;
    const problem = callProblem(response, tools);
    if (problem === undefined)
      return withOwnMessageId(withOwnCallIds(response, request.messages), request.state.messages);
    const because = isCut(response) ? " The answer had reached the limit of its length." : "";
    if (attempt === ATTEMPTS) {
      const message = `The model failed ${ATTEMPTS} times: ${problem}.${because}`;
      throw new ToolweaveError("MODEL_NO_ANSWER", message);
    }
    const { text } = response;
    const told = `Nothing was called: ${problem}.${because} Make the call again.`;
    complaint = [...(text === "" ? [] : [new AIMessage(text)]), new HumanMessage(told)];
  }
}
