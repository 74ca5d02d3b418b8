import type { RequestId } from "@modelcontextprotocol/sdk/types.js";
import { EventMender } from "./event-mender.js";
import { MessageSize } from "./message-size.js";
import { withoutNulls } from "./without-nulls.js";

/** True for a response that brings messages one by one. */
export function isEventStream({ headers }: Response): boolean {
  return /^text\/event-stream\b/i.test(headers.get("content-type") ?? "");
}

/** What is done about a body beside passing it on. */
export interface BodyWatch {
  /** Stands before it. */
  readonly before?: string;
  /** Called when it has ended, with the error if it ended badly, but not when it is cancelled. */
  readonly onEnd?: (error?: unknown) => void;
  /** Called with the request to which an event has an answer that is none. A stream of events is mended for it. */
  readonly onMalformed?: (id: RequestId) => void;
}

/** The same response, whose body fails at a message that is too large, and whose JSON has no null too many. */
export function watchBody(response: Response, watch: BodyWatch = {}): Response {
  if (response.body === null) {
    watch.onEnd?.();
    return response;
  }
  const body = watched(response.body, new MessageSize(isEventStream(response)), {
    ...watch,
    onMalformed: isEventStream(response) ? watch.onMalformed : undefined,
  });
  const made = new Response(body);
  return Object.defineProperties(made, {
    json: { value: async () => mendedJson(JSON.parse(await made.text())) },
    // A response cannot be made with all that servers send, such as a status of 999.
    ok: { value: response.ok },
    status: { value: response.status },
    statusText: { value: response.statusText },
    headers: { value: response.headers },
    url: { value: response.url },
  });
}

function mendedJson(json: unknown): unknown {
  return Array.isArray(json) ? json.map(withoutNulls) : withoutNulls(json);
}

type Body = ReadableStream<Uint8Array<ArrayBuffer>>;
type Watch = { readonly [Key in keyof BodyWatch]: BodyWatch[Key] | undefined };

function watched(stream: Body, size: MessageSize, { before, onEnd, onMalformed }: Watch): Body {
  const reader = stream.getReader();
  const mender = onMalformed && new EventMender(onMalformed);
  return new ReadableStream({
    start(controller) {
      if (before !== undefined) controller.enqueue(new TextEncoder().encode(before));
    },
    async pull(controller) {
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          size.add(value);
          const passed = mender?.push(value) ?? value;
          // Who waits for more asks again once there is some.
          if (passed.length > 0) return controller.enqueue(passed);
        }
        const rest = mender?.end() ?? new Uint8Array();
        if (rest.length > 0) controller.enqueue(rest);
        controller.close();
        onEnd?.();
      } catch (error) {
        reader.cancel(error).catch(() => {});
        controller.error(error);
        onEnd?.(error);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
