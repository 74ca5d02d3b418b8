import type {
  NeutralImage,
  NeutralMessage,
  NeutralRequest,
  NeutralToolChoice,
} from "../neutral-request.js";
import type { Content, FunctionResponse, GenerateRequest, Part } from "./generate-request.js";

/**
 * A generateContent request in the neutral form. The API knows calls and responses by their order,
 * so ids are made of that: `call-0`, `call-1` and so on through the conversation.
 */
export function generateToNeutral(
  { contents, systemInstruction, tools = [], toolConfig, generationConfig }: GenerateRequest,
  { model, isStreamed }: { model: string; isStreamed: boolean },
): NeutralRequest {
  const { maxOutputTokens, responseJsonSchema, responseSchema } = generationConfig ?? {};
  const outputSchema = responseJsonSchema ?? responseSchema;
  let calls = 0;
  let responses = 0;
  return {
    provider: "google",
    model,
    system: textOf(systemInstruction?.parts ?? []),
    messages: contents.flatMap((content) =>
      toNeutralMessages(content, {
        nextCall: () => `call-${calls++}`,
        nextResponse: () => `call-${responses++}`,
      }),
    ),
    tools: tools.flatMap(({ functionDeclarations = [] }) =>
      functionDeclarations.map(({ name, description = "", parameters, parametersJsonSchema }) => {
        return { name, description, parameters: parametersJsonSchema ?? parameters };
      }),
    ),
    toolChoice: toNeutralChoice(toolConfig),
    isStreamed,
    ...(maxOutputTokens !== undefined && { maxTokens: maxOutputTokens }),
    ...(outputSchema !== undefined && { outputSchema }),
  };
}

interface Ids {
  nextCall(): string;
  nextResponse(): string;
}

function toNeutralMessages({ role, parts }: Content, ids: Ids): NeutralMessage[] {
  if (role === "model") {
    const toolCalls = parts.flatMap(({ functionCall }) => {
      if (functionCall === undefined) return [];
      const { name, args = {} } = functionCall;
      return [{ id: ids.nextCall(), name, args }];
    });
    return [{ role: "assistant", text: textOf(parts), toolCalls }];
  }
  const results = parts.flatMap(({ functionResponse }) =>
    functionResponse === undefined ? [] : [toNeutralResult(functionResponse, ids.nextResponse())],
  );
  const said = parts.filter(({ functionResponse }) => functionResponse === undefined);
  if (said.length === 0) return results;
  return [...results, { role: "user", text: textOf(said), images: imagesOf(said) }];
}

/** Clients put a tool's text at different places of the response; other responses stay JSON. */
function toNeutralResult(
  { name, response, parts = [] }: FunctionResponse,
  callId: string,
): NeutralMessage {
  const { result, output, content, error } = response as Record<string, unknown>;
  const isError = error !== undefined;
  const said = error ?? result ?? output ?? content ?? response;
  const text = typeof said === "string" ? said : JSON.stringify(said);
  return { role: "tool", callId, name, text, images: imagesOf(parts), isError };
}

function textOf(parts: readonly Part[]): string {
  return parts.map(({ text = "", thought }) => (thought === true ? "" : text)).join("");
}

function imagesOf(parts: readonly Part[]): NeutralImage[] {
  return parts.flatMap(({ inlineData, fileData }): NeutralImage[] => {
    if (inlineData) return [{ mediaType: inlineData.mimeType, data: inlineData.data }];
    return fileData ? [{ url: fileData.fileUri }] : [];
  });
}

function toNeutralChoice(config: GenerateRequest["toolConfig"]): NeutralToolChoice {
  const { mode = "AUTO", allowedFunctionNames = [] } = config?.functionCallingConfig ?? {};
  const [name, ...others] = allowedFunctionNames;
  if (mode === "ANY") return name !== undefined && others.length === 0 ? { name } : "required";
  return mode === "NONE" ? "none" : "auto";
}
