import type { Endpoint } from "../wire/provider.js";
import { EVENT_STREAM } from "../wire/server-sent-events.js";
import { responseEvents, wholeResponse } from "./responses-answer.js";
import { checkResponses } from "./responses-order.js";
import { checkResponsesShape } from "./responses-shape.js";
import { responsesToNeutral } from "./responses-to-neutral.js";

/** `POST /v1/responses`. */
export const responsesEndpoint: Endpoint = {
  path: /^\/v1\/responses$/,
  read(body) {
    const wire = checkResponsesShape(body);
    checkResponses(wire);
    const request = responsesToNeutral(wire);
    return {
      request,
      answer: (reply) =>
        request.isStreamed
          ? { contentType: EVENT_STREAM, events: responseEvents(reply) }
          : { body: wholeResponse(reply) },
    };
  },
};
