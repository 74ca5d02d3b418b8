import type { Call, Endpoint } from "../wire/provider.js";
import { EVENT_STREAM } from "../wire/server-sent-events.js";
import { checkContents } from "./contents-order.js";
import { checkDeclarations } from "./declared-schema.js";
import { contentEvents, wholeContent } from "./generate-answer.js";
import { checkGenerateShape } from "./generate-shape.js";
import { generateToNeutral } from "./generate-to-neutral.js";

const PATH = /^\/v1(?:beta)?\/models\/([^/:]+):(generateContent|streamGenerateContent)$/;

/** `POST /v1beta/models/MODEL:generateContent` and `:streamGenerateContent`. */
export const generateEndpoint: Endpoint = {
  path: PATH,
  read(body, call) {
    const { model, isStreamed } = asked(call);
    const request = checkGenerateShape(body);
    checkDeclarations(request);
    checkContents(request.contents, model);
    return {
      request: generateToNeutral(request, { model, isStreamed }),
      answer(reply) {
        if (!isStreamed) return { body: wholeContent(reply) };
        return { contentType: EVENT_STREAM, events: contentEvents(reply) };
      },
    };
  },
};

function asked({ url }: Call): { model: string; isStreamed: boolean } {
  const [, model = "", operation] = PATH.exec(url.pathname) ?? [];
  return { model, isStreamed: operation === "streamGenerateContent" };
}
