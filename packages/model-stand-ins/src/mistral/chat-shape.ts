import { z } from "zod";
import type { ChatRequest } from "../chat-completions/chat-request.js";
import { ApiError } from "../wire/api-error.js";
import { checkShape, type ShapeProblem } from "../wire/check-shape.js";

const text = z.strictObject({ type: z.literal("text"), text: z.string() });
const image = z.strictObject({
  type: z.literal("image_url"),
  image_url: z.union([
    z.string(),
    z.strictObject({ url: z.string(), detail: z.string().nullish() }),
  ]),
});
const other = z.looseObject({
  type: z.enum(["document_url", "reference", "file", "thinking", "input_audio"]),
});
const content = z
  .union([z.string(), z.array(z.discriminatedUnion("type", [text, image, other]))])
  .nullish();

const message = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("system"), content }),
  z.strictObject({ role: z.literal("user"), content }),
  z.strictObject({
    role: z.literal("assistant"),
    content,
    tool_calls: z
      .array(
        z.strictObject({
          id: z.string(),
          type: z.literal("function").optional(),
          function: z.strictObject({
            name: z.string(),
            arguments: z.union([z.string(), z.record(z.string(), z.unknown())]),
          }),
          index: z.int().optional(),
        }),
      )
      .nullish(),
    prefix: z.boolean().optional(),
  }),
  z.strictObject({
    role: z.literal("tool"),
    content,
    tool_call_id: z.string().nullish(),
    name: z.string().nullish(),
  }),
]);

const request = z.strictObject({
  model: z.string(),
  messages: z.array(message).min(1),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  guardrails: z.array(z.object({})).nullish(),
  max_tokens: z.int().min(0).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  n: z.literal(1).nullish(),
  parallel_tool_calls: z.boolean().optional(),
  prediction: z.object({}).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  prompt_cache_key: z.string().nullish(),
  prompt_mode: z.string().nullish(),
  random_seed: z.int().min(0).nullish(),
  reasoning_effort: z.string().nullish(),
  response_format: z
    .strictObject({
      type: z.enum(["text", "json_object", "json_schema"]),
      json_schema: z
        .strictObject({
          name: z.string(),
          description: z.string().nullish(),
          schema: z.looseObject({}),
          strict: z.boolean().optional(),
        })
        .nullish(),
    })
    .nullish(),
  safe_prompt: z.boolean().optional(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  stream: z.boolean().optional(),
  temperature: z.number().min(0).max(1.5).nullish(),
  tool_choice: z
    .union([
      z.enum(["auto", "none", "any", "required"]),
      z.strictObject({
        type: z.literal("function").optional(),
        function: z.strictObject({ name: z.string() }),
      }),
    ])
    .optional(),
  tools: z
    .array(
      z.strictObject({
        type: z.literal("function").optional(),
        function: z.strictObject({
          name: z.string(),
          description: z.string().optional(),
          parameters: z.looseObject({}),
          strict: z.boolean().optional(),
        }),
      }),
    )
    .nullish(),
  top_p: z.number().min(0).max(1).nullish(),
});

/** A body as Mistral accepts it for chat completions. */
export function checkChatShape(body: unknown): ChatRequest {
  return checkShape(request, body, shapeError);
}

function shapeError({ path, problem, message: why, value }: ShapeProblem): ApiError {
  const [type, msg] = {
    "unknown field": ["extra_forbidden", "Extra inputs are not permitted"],
    missing: ["missing", "Field required"],
    wrong: ["value_error", why],
  }[problem];
  const detail = [{ type, loc: ["body", ...path], msg, input: value ?? null }];
  return new ApiError("invalid", `${path.join(".")}: ${msg}`, { status: 422, extra: { detail } });
}
