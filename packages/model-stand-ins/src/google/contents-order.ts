import { ApiError } from "../wire/api-error.js";
import type { Content } from "./generate-request.js";

/** Refuses contents in which calls and responses do not follow each other as the API wants it. */
export function checkContents(contents: readonly Content[], model: string): void {
  if (contents.length === 0) {
    refuse("* GenerateContentRequest.contents: contents is not specified\n");
  }
  for (const [index, { role = "user", parts }] of contents.entries()) {
    if (!["user", "model", "function"].includes(role)) {
      refuse("Please use a valid role: user, model.");
    }
    if (parts.length === 0) {
      refuse(
        `* GenerateContentRequest.contents[${index}].parts: contents.parts must not be empty.\n`,
      );
    }
    const calls = callsIn(contents[index]);
    const responses = responsesIn(contents[index]);
    const before = contents[index - 1];
    const after = contents[index + 1];
    if (responses > 0 && callsIn(before) === 0) {
      refuse(
        "Please ensure that function response turn comes immediately after a function call turn.",
      );
    }
    if (calls > 0 && (before === undefined || before.role === "model")) {
      refuse(
        "Please ensure that function call turn comes immediately after a user turn or after a function response turn.",
      );
    }
    if (calls > 0 && calls !== responsesIn(after)) {
      refuse(
        "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.",
      );
    }
  }
  if (model.includes("gemini-3")) checkSignatures(contents);
}

/** Since Gemini 3, the calls of the turn under way come back with the signature they had. */
function checkSignatures(contents: readonly Content[]): void {
  const start = contents.findLastIndex(
    ({ role, parts }) => role !== "model" && parts.some(({ text }) => text !== undefined),
  );
  for (const content of contents.slice(start)) {
    const call = content.parts.find(({ functionCall }) => functionCall !== undefined);
    if (call === undefined || call.thoughtSignature !== undefined) continue;
    refuse(
      `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Function call: default_api:${call.functionCall?.name}.`,
    );
  }
}

function callsIn(content: Content | undefined): number {
  return (content?.parts ?? []).filter(({ functionCall }) => functionCall !== undefined).length;
}

function responsesIn(content: Content | undefined): number {
  return (content?.parts ?? []).filter((part) => part.functionResponse !== undefined).length;
}

function refuse(message: string): never {
  throw new ApiError("invalid", message);
}
