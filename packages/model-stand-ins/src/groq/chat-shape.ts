import { z } from "zod";
import type { ChatRequest } from "../chat-completions/chat-request.js";
import { ApiError } from "../wire/api-error.js";
import { checkShape, type ShapeProblem } from "../wire/check-shape.js";

const text = z.strictObject({ type: z.literal("text"), text: z.string() });
const image = z.strictObject({
  type: z.literal("image_url"),
  image_url: z.strictObject({
    url: z.string(),
    detail: z.enum(["auto", "low", "high"]).optional(),
  }),
});
const texts = z.union([z.string(), z.array(text)]);
const name = z.string().optional();
const message = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("system"), content: texts, name }),
  z.strictObject({ role: z.literal("developer"), content: texts, name }),
  z.strictObject({
    role: z.literal("user"),
    content: z.union([z.string(), z.array(z.discriminatedUnion("type", [text, image]))]),
    name,
  }),
  z.strictObject({
    role: z.literal("assistant"),
    content: texts.nullish(),
    reasoning: z.string().nullish(),
    function_call: z.object({}).nullish(),
    tool_calls: z
      .array(
        z.strictObject({
          id: z.string(),
          type: z.literal("function"),
          function: z.strictObject({ name: z.string(), arguments: z.string() }),
        }),
      )
      .optional(),
    name,
  }),
  z.strictObject({ role: z.literal("tool"), content: texts, tool_call_id: z.string(), name }),
]);

const request = z.strictObject({
  model: z.string(),
  messages: z.array(message).min(1),
  citation_options: z.string().nullish(),
  compound_custom: z.object({}).nullish(),
  disable_tool_validation: z.boolean().optional(),
  documents: z.array(z.object({})).nullish(),
  exclude_domains: z.array(z.string()).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  function_call: z.unknown().optional(),
  functions: z.array(z.object({})).nullish(),
  include_domains: z.array(z.string()).nullish(),
  include_reasoning: z.boolean().nullish(),
  logit_bias: z.record(z.string(), z.number()).nullish(),
  logprobs: z.boolean().nullish(),
  max_completion_tokens: z.int().nullish(),
  max_tokens: z.int().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  n: z.literal(1).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  reasoning_effort: z.string().nullish(),
  reasoning_format: z.string().nullish(),
  response_format: z
    .union([
      z.strictObject({ type: z.enum(["text", "json_object"]) }),
      z.strictObject({
        type: z.literal("json_schema"),
        json_schema: z.strictObject({
          name: z.string(),
          description: z.string().optional(),
          schema: z.looseObject({}).optional(),
          strict: z.boolean().nullish(),
        }),
      }),
    ])
    .nullish(),
  search_settings: z.object({}).nullish(),
  seed: z.int().nullish(),
  service_tier: z.string().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  store: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_usage: z.boolean().optional() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  tool_choice: z
    .union([
      z.enum(["none", "auto", "required"]),
      z.strictObject({
        type: z.literal("function"),
        function: z.strictObject({ name: z.string() }),
      }),
    ])
    .nullish(),
  tools: z
    .array(
      z.strictObject({
        type: z.literal("function"),
        function: z.strictObject({
          name: z.string(),
          description: z.string().optional(),
          parameters: z.looseObject({}).optional(),
          strict: z.boolean().nullish(),
        }),
      }),
    )
    .nullish(),
  top_logprobs: z.int().nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  user: z.string().nullish(),
});

/** A body as Groq accepts it for chat completions. */
export function checkChatShape(body: unknown): ChatRequest {
  return checkShape(request, body, shapeError);
}

function shapeError({ path, problem, message: why }: ShapeProblem): ApiError {
  const place = path.join(".");
  if (problem === "unknown field") {
    return new ApiError("invalid", `property '${place}' is unsupported`);
  }
  if (problem === "missing") return new ApiError("invalid", `'${place}' : property is missing`);
  return new ApiError("invalid", `'${place}' : ${why}`);
}
