import { z } from "zod";
import { ApiError } from "../wire/api-error.js";
import { checkShape } from "../wire/check-shape.js";

/** What the stand-in reads of a chat request. */
export interface OllamaRequest {
  readonly model: string;
  readonly messages?: readonly OllamaMessage[] | null | undefined;
  readonly tools?: readonly OllamaTool[] | null | undefined;
  /** Answers are streamed unless this is false. */
  readonly stream?: boolean | undefined;
  readonly format?: unknown;
  readonly options?: { readonly num_predict?: number | undefined } | null | undefined;
}

export interface OllamaMessage {
  readonly role: string;
  readonly content?: string | undefined;
  readonly images?: readonly string[] | null | undefined;
  readonly tool_calls?: readonly OllamaToolCall[] | null | undefined;
  readonly tool_name?: string | undefined;
  readonly tool_call_id?: string | undefined;
}

export interface OllamaToolCall {
  readonly id?: string | undefined;
  readonly function: { readonly name: string; readonly arguments: object };
}

export interface OllamaTool {
  readonly function: {
    readonly name: string;
    readonly description?: string | undefined;
    readonly parameters?: unknown;
  };
}

// Loose, since Ollama decodes JSON into Go's structures, which drops what they do not have.
const request = z.looseObject({
  model: z.string(),
  messages: z
    .array(
      z.looseObject({
        role: z.string(),
        content: z.string().optional(),
        images: z.array(z.string()).nullish(),
        tool_calls: z
          .array(
            z.looseObject({
              id: z.string().optional(),
              function: z.looseObject({
                name: z.string(),
                arguments: z.record(z.string(), z.unknown()),
              }),
            }),
          )
          .nullish(),
        tool_name: z.string().optional(),
        tool_call_id: z.string().optional(),
      }),
    )
    .nullish(),
  tools: z
    .array(
      z.looseObject({
        type: z.string().optional(),
        function: z.looseObject({
          name: z.string(),
          description: z.string().optional(),
          parameters: z.looseObject({}).optional(),
        }),
      }),
    )
    .nullish(),
  stream: z.boolean().optional(),
  format: z.unknown().optional(),
  options: z.looseObject({ num_predict: z.number().optional() }).nullish(),
  keep_alive: z.union([z.string(), z.number()]).optional(),
  think: z.union([z.boolean(), z.string()]).optional(),
});

const ROLES: readonly string[] = ["system", "user", "assistant", "tool"];

/** A body as Ollama accepts it for chat. */
export function checkOllamaShape(body: unknown): OllamaRequest {
  const read: OllamaRequest = checkShape(request, body, ({ path, message, value }) => {
    const place = path.filter((key) => typeof key === "string").join(".");
    const got = Array.isArray(value) ? "array" : typeof value;
    return new ApiError(
      "invalid",
      `json: cannot unmarshal ${got} into Go struct field ChatRequest.${place}: ${message}`,
    );
  });
  if (read.model === "") throw new ApiError("invalid", "model is required");
  const unknown = read.messages?.find(({ role }) => !ROLES.includes(role))?.role;
  if (unknown === undefined) return read;
  throw new ApiError(
    "invalid",
    `invalid role "${unknown}", role must be one of [system, user, assistant, tool]`,
  );
}
