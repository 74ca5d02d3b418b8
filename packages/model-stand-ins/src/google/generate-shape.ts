import { z } from "zod";
import { ApiError } from "../wire/api-error.js";
import { checkShape, type ShapeProblem } from "../wire/check-shape.js";
import type { GenerateRequest } from "./generate-request.js";

const NAME = /^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$/;

const struct = z.record(z.string(), z.unknown());
const inlineData = z.strictObject({ mimeType: z.string(), data: z.string() });
const fileData = z.strictObject({ mimeType: z.string().optional(), fileUri: z.string() });
const part = z.strictObject({
  text: z.string().optional(),
  thought: z.boolean().optional(),
  thoughtSignature: z.string().optional(),
  inlineData: inlineData.optional(),
  fileData: fileData.optional(),
  functionCall: z
    .strictObject({ id: z.string().optional(), name: z.string(), args: struct.optional() })
    .optional(),
  functionResponse: z
    .strictObject({
      id: z.string().optional(),
      name: z.string(),
      response: struct,
      parts: z
        .array(z.strictObject({ inlineData: inlineData.optional(), fileData: fileData.optional() }))
        .optional(),
      willContinue: z.boolean().optional(),
      scheduling: z.string().optional(),
    })
    .optional(),
  executableCode: struct.optional(),
  codeExecutionResult: struct.optional(),
  videoMetadata: struct.optional(),
  mediaResolution: struct.optional(),
});
const content = z.strictObject({ role: z.string().optional(), parts: z.array(part) });

const declaration = z.strictObject({
  name: z
    .string()
    .regex(
      NAME,
      "Invalid function name. Must start with a letter or an underscore. Must be alphanumeric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 64.",
    ),
  description: z.string().optional(),
  behavior: z.string().optional(),
  parameters: struct.optional(),
  parametersJsonSchema: z.unknown().optional(),
  response: struct.optional(),
  responseJsonSchema: z.unknown().optional(),
});

const request = z.strictObject({
  contents: z.array(content),
  model: z.string().optional(),
  systemInstruction: content.optional(),
  tools: z
    .array(
      z.strictObject({
        functionDeclarations: z.array(declaration).optional(),
        googleSearch: struct.optional(),
        googleSearchRetrieval: struct.optional(),
        codeExecution: struct.optional(),
        urlContext: struct.optional(),
        computerUse: struct.optional(),
        fileSearch: struct.optional(),
        googleMaps: struct.optional(),
      }),
    )
    .optional(),
  toolConfig: z
    .strictObject({
      functionCallingConfig: z
        .strictObject({
          mode: z.enum(["MODE_UNSPECIFIED", "AUTO", "ANY", "NONE", "VALIDATED"]).optional(),
          allowedFunctionNames: z.array(z.string()).optional(),
        })
        .optional(),
      retrievalConfig: struct.optional(),
      includeServerSideToolInvocations: z.boolean().optional(),
    })
    .optional(),
  safetySettings: z
    .array(z.strictObject({ category: z.string(), threshold: z.string() }))
    .optional(),
  cachedContent: z.string().optional(),
  labels: struct.optional(),
  serviceTier: z.string().optional(),
  store: z.boolean().optional(),
  generationConfig: z
    .strictObject({
      audioTimestamp: z.boolean().optional(),
      candidateCount: z.literal(1).optional(),
      enableEnhancedCivicAnswers: z.boolean().optional(),
      frequencyPenalty: z.number().optional(),
      imageConfig: struct.optional(),
      logprobs: z.int().optional(),
      maxOutputTokens: z.int().optional(),
      mediaResolution: z.string().optional(),
      presencePenalty: z.number().optional(),
      responseJsonSchema: z.unknown().optional(),
      responseLogprobs: z.boolean().optional(),
      responseMimeType: z.string().optional(),
      responseModalities: z.array(z.string()).optional(),
      responseSchema: struct.optional(),
      seed: z.int().optional(),
      speechConfig: struct.optional(),
      stopSequences: z.array(z.string()).max(5).optional(),
      temperature: z.number().min(0).max(2).optional(),
      thinkingConfig: struct.optional(),
      topK: z.number().optional(),
      topP: z.number().optional(),
    })
    .optional(),
});

/** A body as the Gemini API accepts it for generateContent. */
export function checkGenerateShape(body: unknown): GenerateRequest {
  return checkShape(request, body, shapeError);
}

function shapeError({ path, problem, message, value }: ShapeProblem): ApiError {
  const last = path.at(-1) ?? "";
  if (problem === "unknown field") return unknownName(`${last}`, placeOf(path.slice(0, -1)));
  if (problem === "missing" && last === "contents") {
    return new ApiError(
      "invalid",
      "* GenerateContentRequest.contents: contents is not specified\n",
    );
  }
  if (message.startsWith("Invalid function name")) return new ApiError("invalid", message);
  const place = placeOf(path);
  return problem === "missing"
    ? new ApiError("invalid", `* GenerateContentRequest.${place}: required field is missing\n`)
    : new ApiError("invalid", `Invalid value at '${place}': ${message} (${JSON.stringify(value)})`);
}

/** What the API says of a field that it does not know. */
export function unknownName(name: string, place: string): ApiError {
  const at = place === "" ? "" : ` at '${place}'`;
  return new ApiError(
    "invalid",
    `Invalid JSON payload received. Unknown name "${name}"${at}: Cannot find field.`,
  );
}

/** A place in a body, with the names as the protocol buffers have them. */
function placeOf(path: ShapeProblem["path"]): string {
  return path.reduce<string>((place, key) => {
    if (typeof key === "number") return `${place}[${key}]`;
    const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return place === "" ? name : `${place}.${name}`;
  }, "");
}
