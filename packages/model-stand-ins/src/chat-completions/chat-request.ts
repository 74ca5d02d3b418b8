/** What the stand-in reads of a chat completions request, whichever provider's it is. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ChatTool[] | null | undefined;
  readonly tool_choice?: ChatToolChoice | null | undefined;
  readonly stream?: boolean | null | undefined;
  readonly stream_options?: { readonly include_usage?: boolean | undefined } | null | undefined;
  readonly max_tokens?: number | null | undefined;
  readonly max_completion_tokens?: number | null | undefined;
  readonly response_format?: ChatResponseFormat | null | undefined;
}

export interface ChatMessage {
  readonly role: string;
  readonly content?: string | readonly ChatPart[] | null | undefined;
  readonly refusal?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly tool_calls?: readonly ChatToolCall[] | null | undefined;
  readonly tool_call_id?: string | null | undefined;
}

export interface ChatPart {
  readonly type: string;
  readonly text?: string | undefined;
  readonly image_url?: string | { readonly url: string } | undefined;
}

export interface ChatToolCall {
  readonly id?: string | undefined;
  readonly function: { readonly name: string; readonly arguments: string | object };
}

export interface ChatTool {
  readonly function?:
    | {
        readonly name: string;
        readonly description?: string | null | undefined;
        readonly parameters?: unknown;
        readonly strict?: boolean | null | undefined;
      }
    | undefined;
}

export type ChatToolChoice = string | { readonly function?: { readonly name: string } | undefined };

export interface ChatResponseFormat {
  readonly type: string;
  readonly json_schema?: { readonly schema?: unknown } | null | undefined;
}
