import { ApiError } from "../wire/api-error.js";
import { checkFunction } from "./openai-mistakes.js";
import type { ResponsesRequest } from "./responses-shape.js";

/** Refuses what OpenAI refuses of a responses request of the right shape. */
export function checkResponses(request: ResponsesRequest): void {
  const { input, tools = [], previous_response_id } = request;
  for (const [index, tool] of tools.entries()) checkFunction(tool, `tools[${index}]`);
  if (typeof previous_response_id === "string") {
    throw new ApiError(
      "invalid",
      `Previous response with id '${previous_response_id}' not found.`,
      {
        param: "previous_response_id",
        code: "previous_response_not_found",
      },
    );
  }
  if (typeof input === "string") return;
  const idsOf = (type: string) =>
    input.flatMap((item) => (item.type === type ? [item.call_id ?? ""] : []));
  const calls = idsOf("function_call");
  const outputs = idsOf("function_call_output");
  const open = calls.find((id) => !outputs.includes(id));
  if (open !== undefined) refuse(`No tool output found for function call ${open}.`);
  const unasked = outputs.find((id) => !calls.includes(id));
  if (unasked === undefined) return;
  refuse(`No tool call found for function call output with call_id ${unasked}.`);
}

function refuse(message: string): never {
  throw new ApiError("invalid", message, { param: "input" });
}
