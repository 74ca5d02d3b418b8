/** The globals of the guest that no library of TypeScript knows. */
export const GUEST_DECLARATIONS: string = `/** Finds tools by what they do; without a query it lists all. */
declare function search_tools(
  query?:
    | string
    | {
        query?: string;
        /** Default "full". */
        detail_level?: "names" | "descriptions" | "full";
        /** Only tools of this server: its name or its namespace. */
        server?: string;
        /** Default 10; without a query, all. */
        limit?: number;
        offset?: number;
        /** From 0 to 1. */
        min_score?: number;
      },
  detail?: "names" | "descriptions" | "full",
): Promise<{
  meta: {
    total_tools: number;
    namespaces: string[];
    /** Tools that matched, those beyond the limit included. */
    result_count: number;
    has_more?: boolean;
    offset?: number;
    namespace_counts?: Record<string, number>;
    /** Words of the query that no tool has. */
    unmatched_terms?: string[];
    /** What to search for instead. */
    suggestions?: string[];
    unavailable_servers?: Record<string, string>;
    notes?: string[];
  };
  results: {
    name: string;
    server: string;
    /** The expression by which code calls the tool. */
    call?: string;
    /** From 0 to 1. */
    score?: number;
    description?: string;
    /** The tool as TypeScript. */
    signature?: string;
    input_schema?: Readonly<Record<string, unknown>>;
    output_schema?: Readonly<Record<string, unknown>>;
    annotations?: {
      readonly title?: string;
      readonly readOnlyHint?: boolean;
      readonly destructiveHint?: boolean;
      readonly idempotentHint?: boolean;
      readonly openWorldHint?: boolean;
    };
  }[];
}>;

/** The whole of a value that was shown cut, by the handle that stands where it was cut. */
declare function recall(handle: string): Promise<unknown>;

/**
 * Shows the model content beside the result: a content block, such as a tool's image, a text, or an array
 * of these. Bytes may stand where a block has base64.
 */
declare function emit(content: unknown): void;

/** Shows the model an image: base64 or bytes, and a type such as "image/png". */
declare function image(data: string | Uint8Array | ArrayBuffer, mimeType: string): void;

/** The resources of a server. */
interface McpResources {
  list(): Promise<
    {
      uri: string;
      name: string;
      title?: string;
      description?: string;
      mimeType?: string;
      /** Bytes. */
      size?: number;
    }[]
  >;
  read(uri: string): Promise<
    {
      uri: string;
      mimeType?: string;
      text?: string;
      /** Base64. */
      blob?: string;
    }[]
  >;
  templates(): Promise<
    {
      uriTemplate: string;
      name: string;
      title?: string;
      description?: string;
      mimeType?: string;
    }[]
  >;
}

/** The prompts of a server. */
interface McpPrompts {
  list(): Promise<
    {
      name: string;
      title?: string;
      description?: string;
      arguments?: { name: string; description?: string; required?: boolean }[];
    }[]
  >;
  get(
    name: string,
    args?: Readonly<Record<string, string>>,
  ): Promise<{
    description?: string;
    messages: {
      role: "user" | "assistant";
      content: { readonly type: string; readonly [key: string]: unknown };
    }[];
  }>;
}

/** The namespaces of the servers that are connected. */
declare var __tool_namespaces: string[];

/** What a failed call rejects with. */
declare class ToolError extends Error {
  readonly code: string | undefined;
  readonly server: string | undefined;
  readonly tool: string | undefined;
  /** The content of the server's answer. */
  readonly content: unknown;
}
`;
