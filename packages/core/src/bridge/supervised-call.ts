import type { CallAnswer, CallSupervisor } from "../contract/call-supervisor.js";
import type { ToolCallRequest } from "../contract/executor-host.js";
import { type CallTarget, ToolCallError } from "./tool-call-error.js";

/** Makes a call as the execution's supervisor wishes; where there is none, at once. */
export function supervisedCall(
  supervisor: CallSupervisor | undefined,
  request: ToolCallRequest,
  make: () => Promise<string>,
): Promise<string> {
  return supervisor === undefined ? make() : supervised(supervisor, request, make);
}

async function supervised(
  supervisor: CallSupervisor,
  request: ToolCallRequest,
  make: () => Promise<string>,
): Promise<string> {
  const target = { server: request.server, tool: request.tool };
  const answer = await supervisor.call(request, () => answerOf(make(), target));
  if ("json" in answer) return answer.json;
  const { name, code, message, content } = answer.failure;
  throw new ToolCallError(name, code, message, target, content === undefined ? {} : { content });
}

async function answerOf(making: Promise<string>, target: CallTarget): Promise<CallAnswer> {
  try {
    return { json: await making };
  } catch (thrown) {
    const { name, code, message, content } = ToolCallError.from(thrown, target);
    return { failure: { name, code, message, ...(content === undefined ? {} : { content }) } };
  }
}
