import { z } from "zod";
import { checkShape } from "../wire/check-shape.js";
import { openaiShapeError } from "./openai-mistakes.js";

/** What the stand-in reads of a responses request. */
export interface ResponsesRequest {
  readonly model: string;
  readonly input: string | readonly Item[];
  readonly instructions?: string | null | undefined;
  readonly tools?: readonly ResponsesTool[] | undefined;
  readonly tool_choice?: string | { readonly name: string } | undefined;
  readonly stream?: boolean | null | undefined;
  readonly max_output_tokens?: number | null | undefined;
  readonly previous_response_id?: string | null | undefined;
  readonly text?: { readonly format?: { readonly schema?: unknown } | undefined } | undefined;
}

/** An item of whatever type; which fields it has depends on that. */
export interface Item {
  readonly type?: string | undefined;
  readonly role?: string | undefined;
  readonly content?: string | readonly ItemPart[] | undefined;
  readonly call_id?: string | undefined;
  readonly name?: string | undefined;
  readonly arguments?: string | undefined;
  readonly output?: string | readonly ItemPart[] | undefined;
}

export interface ItemPart {
  readonly type: string;
  readonly text?: string | undefined;
  readonly refusal?: string | undefined;
  readonly image_url?: string | null | undefined;
}

export interface ResponsesTool {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly parameters?: unknown;
  readonly strict?: boolean | null | undefined;
}

const id = z.string().optional();
const status = z.string().nullish();
const inputText = z.strictObject({ type: z.literal("input_text"), text: z.string() });
const inputImage = z.strictObject({
  type: z.literal("input_image"),
  image_url: z.string().nullish(),
  file_id: z.string().nullish(),
  detail: z.enum(["low", "high", "auto", "original"]).nullish(),
});
const inputFile = z.looseObject({ type: z.literal("input_file") });
const outputText = z.strictObject({
  type: z.literal("output_text"),
  text: z.string(),
  annotations: z.array(z.unknown()).optional(),
  logprobs: z.array(z.unknown()).optional(),
});
const refusal = z.strictObject({ type: z.literal("refusal"), refusal: z.string() });

const message = z.strictObject({
  type: z.literal("message").optional(),
  role: z.enum(["user", "assistant", "system", "developer"]),
  content: z.union([
    z.string(),
    z.array(z.discriminatedUnion("type", [inputText, inputImage, inputFile, outputText, refusal])),
  ]),
  id,
  status,
  phase: z.string().nullish(),
});
const functionCall = z.strictObject({
  type: z.literal("function_call"),
  call_id: z.string().min(1).max(64),
  name: z.string(),
  arguments: z.string(),
  id,
  status,
});
const functionCallOutput = z.strictObject({
  type: z.literal("function_call_output"),
  call_id: z.string().min(1).max(64),
  output: z.union([
    z.string(),
    z.array(z.discriminatedUnion("type", [inputText, inputImage, inputFile])),
  ]),
  id: z.string().nullish(),
  status,
});
const reasoning = z.looseObject({ type: z.literal("reasoning") });

const request = z.strictObject({
  model: z.string(),
  input: z.union([
    z.string(),
    z.array(z.union([functionCall, functionCallOutput, reasoning, message])).min(1),
  ]),
  background: z.boolean().nullish(),
  context_management: z.unknown().optional(),
  conversation: z.unknown().optional(),
  include: z.array(z.string()).nullish(),
  instructions: z.string().nullish(),
  max_output_tokens: z.int().min(16).nullish(),
  max_tool_calls: z.int().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  previous_response_id: z.string().nullish(),
  prompt: z.unknown().optional(),
  prompt_cache_key: z.string().optional(),
  prompt_cache_retention: z.string().nullish(),
  reasoning: z.looseObject({}).nullish(),
  safety_identifier: z.string().optional(),
  service_tier: z.string().nullish(),
  store: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_obfuscation: z.boolean().optional() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  text: z
    .strictObject({
      format: z
        .strictObject({
          type: z.enum(["text", "json_object", "json_schema"]),
          name: z.string().optional(),
          description: z.string().optional(),
          schema: z.record(z.string(), z.unknown()).optional(),
          strict: z.boolean().nullish(),
        })
        .optional(),
      verbosity: z.string().nullish(),
    })
    .optional(),
  tool_choice: z
    .union([
      z.enum(["none", "auto", "required"]),
      z.strictObject({ type: z.literal("function"), name: z.string() }),
    ])
    .optional(),
  tools: z
    .array(
      z.strictObject({
        type: z.literal("function"),
        name: z.string(),
        description: z.string().nullish(),
        parameters: z.record(z.string(), z.unknown()).nullish(),
        strict: z.boolean().nullish(),
      }),
    )
    .optional(),
  top_logprobs: z.int().nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  truncation: z.enum(["auto", "disabled"]).nullish(),
  user: z.string().optional(),
});

/** A body as OpenAI accepts it for responses. */
export function checkResponsesShape(body: unknown): ResponsesRequest {
  return checkShape(request, body, openaiShapeError);
}
