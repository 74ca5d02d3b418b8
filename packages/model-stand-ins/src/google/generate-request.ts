/** What the stand-in reads of a generateContent request. */
export interface GenerateRequest {
  readonly contents: readonly Content[];
  readonly systemInstruction?: Content | undefined;
  readonly tools?: readonly DeclaredTools[] | undefined;
  readonly toolConfig?: ToolConfig | undefined;
  readonly generationConfig?: GenerationConfig | undefined;
}

interface DeclaredTools {
  readonly functionDeclarations?: readonly Declaration[] | undefined;
}

export interface Content {
  readonly role?: string | undefined;
  readonly parts: readonly Part[];
}

export interface Part {
  readonly text?: string | undefined;
  readonly thought?: boolean | undefined;
  readonly thoughtSignature?: string | undefined;
  readonly inlineData?: { readonly mimeType: string; readonly data: string } | undefined;
  readonly fileData?:
    | { readonly mimeType?: string | undefined; readonly fileUri: string }
    | undefined;
  readonly functionCall?: FunctionCall | undefined;
  readonly functionResponse?: FunctionResponse | undefined;
}

export interface FunctionCall {
  readonly id?: string | undefined;
  readonly name: string;
  readonly args?: object | undefined;
}

export interface FunctionResponse {
  readonly id?: string | undefined;
  readonly name: string;
  readonly response: object;
  readonly parts?: readonly Part[] | undefined;
}

export interface Declaration {
  readonly name: string;
  readonly description?: string | undefined;
  readonly parameters?: unknown;
  readonly parametersJsonSchema?: unknown;
}

interface ToolConfig {
  readonly functionCallingConfig?:
    | {
        readonly mode?: string | undefined;
        readonly allowedFunctionNames?: readonly string[] | undefined;
      }
    | undefined;
}

interface GenerationConfig {
  readonly maxOutputTokens?: number | undefined;
  readonly responseSchema?: unknown;
  readonly responseJsonSchema?: unknown;
}
