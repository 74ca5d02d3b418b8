import { MessageSize } from "./message-size.js";

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
}

/** The same response, whose body fails at a message that is too large. */
export function watchBody(response: Response, watch: BodyWatch = {}): Response {
  if (response.body === null) {
    watch.onEnd?.();
    return response;
  }
  const body = watched(response.body, new MessageSize(isEventStream(response)), watch);
  return Object.defineProperties(new Response(body), {
    // A response cannot be made with all that servers send, such as a status of 999.
    ok: { value: response.ok },
    status: { value: response.status },
    statusText: { value: response.statusText },
    headers: { value: response.headers },
    url: { value: response.url },
  });
}

type Body = ReadableStream<Uint8Array<ArrayBuffer>>;

function watched(stream: Body, size: MessageSize, { before, onEnd }: BodyWatch): Body {
  const reader = stream.getReader();
  return new ReadableStream({
    start(controller) {
      if (before !== undefined) controller.enqueue(new TextEncoder().encode(before));
    },
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) {
          size.add(value);
          return controller.enqueue(value);
        }
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
