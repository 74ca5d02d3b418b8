/** The providers that a stand-in can be. */
export type ProviderName = "openai" | "anthropic" | "google" | "ollama" | "mistral" | "groq";

/** A tool call as it stands in a request or in a script. */
export interface NeutralToolCall {
  readonly id: string;
  readonly name: string;
  /** What the arguments' JSON holds; the text itself where it is not JSON. */
  readonly args: unknown;
}

/** An image by its bytes (`data`, in base64) or by its address. */
export interface NeutralImage {
  readonly mediaType?: string;
  readonly data?: string;
  readonly url?: string;
}

export interface NeutralUserMessage {
  readonly role: "user";
  readonly text: string;
  readonly images: readonly NeutralImage[];
}

export interface NeutralAssistantMessage {
  readonly role: "assistant";
  readonly text: string;
  readonly toolCalls: readonly NeutralToolCall[];
}

export interface NeutralToolMessage {
  readonly role: "tool";
  /** The id of the call that this answers. */
  readonly callId: string;
  readonly name: string;
  readonly text: string;
  readonly images: readonly NeutralImage[];
  /** Whether the client called it an error; false where the protocol has no such mark. */
  readonly isError: boolean;
}

/** A message, whatever the provider; what the system says stands in `NeutralRequest.system`. */
export type NeutralMessage = NeutralUserMessage | NeutralAssistantMessage | NeutralToolMessage;

export interface NeutralTool {
  readonly name: string;
  readonly description: string;
  /** The arguments' JSON Schema, as it was sent. */
  readonly parameters: unknown;
}

/** Which tool calls the client asks for: a name stands for that one tool. */
export type NeutralToolChoice = "auto" | "none" | "required" | { readonly name: string };

/** A request as the stand-in understood it, in one form for all providers. */
export interface NeutralRequest {
  readonly provider: ProviderName;
  readonly model: string;
  readonly system: string;
  readonly messages: readonly NeutralMessage[];
  readonly tools: readonly NeutralTool[];
  readonly toolChoice: NeutralToolChoice;
  /** Whether the answer is to be streamed. */
  readonly isStreamed: boolean;
  readonly maxTokens?: number;
  /** The JSON Schema that the answer's text has to satisfy, where the client asks for that. */
  readonly outputSchema?: unknown;
}

/** The value of a text that should be JSON, or the text itself. */
export function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
