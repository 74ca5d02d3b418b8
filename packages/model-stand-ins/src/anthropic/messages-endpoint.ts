import type { Endpoint } from "../wire/provider.js";
import { EVENT_STREAM } from "../wire/server-sent-events.js";
import { messageEvents, wholeMessage } from "./messages-answer.js";
import { checkMessages } from "./messages-order.js";
import { checkMessagesShape } from "./messages-shape.js";
import { messagesToNeutral } from "./messages-to-neutral.js";

/** `POST /v1/messages`. */
export const messagesEndpoint: Endpoint = {
  path: /^\/v1\/messages$/,
  read(body) {
    const request = checkMessagesShape(body);
    checkMessages(request);
    return {
      request: messagesToNeutral(request),
      answer: (reply) =>
        request.stream === true
          ? { contentType: EVENT_STREAM, events: messageEvents(reply) }
          : { body: wholeMessage(reply) },
    };
  },
};
