import { z } from "zod";
import { ApiError } from "../wire/api-error.js";
import { checkShape, type ShapeProblem } from "../wire/check-shape.js";
import type { MessagesRequest } from "./messages-request.js";

const cache_control = z
  .strictObject({ type: z.literal("ephemeral"), ttl: z.enum(["5m", "1h"]).optional() })
  .nullish();
const text = z.strictObject({
  type: z.literal("text"),
  text: z.string(),
  citations: z.array(z.object({})).nullish(),
  cache_control,
});
const image = z.strictObject({
  type: z.literal("image"),
  source: z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("base64"),
      media_type: z.enum(["image/jpeg", "image/png", "image/gif", "image/webp"]),
      data: z.string(),
    }),
    z.strictObject({ type: z.literal("url"), url: z.string() }),
    z.strictObject({ type: z.literal("file"), file_id: z.string() }),
  ]),
  cache_control,
});
const document = z.looseObject({
  type: z.literal("document"),
  source: z.looseObject({ type: z.string() }),
});
const toolUse = z.strictObject({
  type: z.literal("tool_use"),
  id: z.string().regex(/^[a-zA-Z0-9_-]+$/, "String should match pattern '^[a-zA-Z0-9_-]+$'"),
  name: z.string().min(1).max(200),
  input: z.record(z.string(), z.unknown(), "Input should be a valid dictionary"),
  caller: z.object({}).optional(),
  cache_control,
});
const toolResult = z.strictObject({
  type: z.literal("tool_result"),
  tool_use_id: z
    .string()
    .regex(/^[a-zA-Z0-9_-]+$/, "String should match pattern '^[a-zA-Z0-9_-]+$'"),
  content: z
    .union([z.string(), z.array(z.discriminatedUnion("type", [text, image, document]))])
    .optional(),
  is_error: z.boolean().optional(),
  cache_control,
});
const thinking = z.strictObject({
  type: z.literal("thinking"),
  thinking: z.string(),
  signature: z.string(),
});
const redactedThinking = z.strictObject({ type: z.literal("redacted_thinking"), data: z.string() });

const message = z.strictObject({
  role: z.enum(["user", "assistant"]),
  content: z.union([
    z.string(),
    z.array(
      z.discriminatedUnion("type", [
        text,
        image,
        document,
        toolUse,
        toolResult,
        thinking,
        redactedThinking,
      ]),
    ),
  ]),
});

const tool = z.strictObject({
  type: z.literal("custom").nullish(),
  name: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,128}$/, "String should match pattern '^[a-zA-Z0-9_-]{1,128}$'"),
  description: z.string().optional(),
  input_schema: z.looseObject({ type: z.literal("object", "Input should be 'object'") }),
  strict: z.boolean().optional(),
  eager_input_streaming: z.boolean().nullish(),
  defer_loading: z.boolean().optional(),
  allowed_callers: z.array(z.string()).optional(),
  input_examples: z.array(z.object({})).optional(),
  cache_control,
});

const request = z.strictObject({
  model: z.string(),
  max_tokens: z.int().min(1, "Input should be greater than or equal to 1"),
  messages: z.array(message),
  cache_control,
  container: z.unknown().optional(),
  context_management: z.unknown().optional(),
  inference_geo: z.string().nullish(),
  mcp_servers: z.array(z.object({})).optional(),
  metadata: z.strictObject({ user_id: z.string().nullish() }).optional(),
  output_config: z
    .strictObject({
      effort: z.string().nullish(),
      format: z
        .strictObject({ type: z.literal("json_schema"), schema: z.record(z.string(), z.unknown()) })
        .nullish(),
    })
    .optional(),
  output_format: z
    .strictObject({ type: z.literal("json_schema"), schema: z.record(z.string(), z.unknown()) })
    .nullish(),
  service_tier: z.enum(["auto", "standard_only"]).optional(),
  stop_sequences: z.array(z.string()).optional(),
  stream: z.boolean().optional(),
  system: z.union([z.string(), z.array(text)]).optional(),
  temperature: z.number().min(0).max(1).optional(),
  thinking: z.looseObject({ type: z.enum(["enabled", "disabled", "adaptive"]) }).optional(),
  tool_choice: z
    .discriminatedUnion("type", [
      z.strictObject({
        type: z.enum(["auto", "any"]),
        disable_parallel_tool_use: z.boolean().optional(),
      }),
      z.strictObject({
        type: z.literal("tool"),
        name: z.string(),
        disable_parallel_tool_use: z.boolean().optional(),
      }),
      z.strictObject({ type: z.literal("none") }),
    ])
    .optional(),
  tools: z.array(tool).optional(),
  top_k: z.int().min(0).optional(),
  top_p: z.number().min(0).max(1).optional(),
});

/** A body as Anthropic accepts it for messages. */
export function checkMessagesShape(body: unknown): MessagesRequest {
  return checkShape(request, body, shapeError);
}

function shapeError({ path, problem, message: why, value }: ShapeProblem): ApiError {
  const place = path.join(".");
  if (problem === "unknown field") {
    return new ApiError("invalid", `${place}: Extra inputs are not permitted`);
  }
  if (problem === "missing") return new ApiError("invalid", `${place}: Field required`);
  if (path.at(-1) === "role" && value === "system") {
    return new ApiError(
      "invalid",
      'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.',
    );
  }
  return new ApiError("invalid", `${place}: ${why}`);
}
