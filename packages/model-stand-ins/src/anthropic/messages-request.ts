/** What the stand-in reads of a messages request. */
export interface MessagesRequest {
  readonly model: string;
  readonly max_tokens: number;
  readonly messages: readonly Message[];
  readonly system?: string | readonly { readonly text: string }[] | undefined;
  readonly tools?: readonly Tool[] | undefined;
  readonly tool_choice?: { readonly type: string; readonly name?: string | undefined } | undefined;
  readonly stream?: boolean | undefined;
  readonly output_config?: OutputConfig | undefined;
  readonly output_format?: OutputFormat | null | undefined;
}

interface OutputConfig {
  readonly format?: OutputFormat | null | undefined;
}

interface OutputFormat {
  readonly schema?: unknown;
}

export interface Message {
  readonly role: "user" | "assistant";
  readonly content: string | readonly Block[];
}

/** A content block of whatever type; which fields it has depends on that. */
export interface Block {
  readonly type: string;
  readonly text?: string | undefined;
  readonly source?: ImageSource | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly input?: unknown;
  readonly tool_use_id?: string | undefined;
  readonly content?: string | readonly Block[] | undefined;
  readonly is_error?: boolean | undefined;
}

export interface ImageSource {
  readonly type: string;
  readonly media_type?: string | undefined;
  readonly data?: string | undefined;
  readonly url?: string | undefined;
}

export interface Tool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly input_schema?: unknown;
}
