import type { MessageInitShape } from "@bufbuild/protobuf";
import { ConnectError, type HandlerContext } from "@connectrpc/connect";
import type { FaultSettings } from "../faults/fault-settings.js";
import type { ProcessService } from "../protocol/process-protocol.js";
import type { ProcessOutput } from "../sandbox/output-queue.js";
import type { SandboxProcess } from "../sandbox/sandbox-process.js";

type EventInit = NonNullable<MessageInitShape<typeof ProcessService.method.start.output>["event"]>;
interface EventResponse {
  readonly event: EventInit;
}

/** What a stream says of a process: that it started, what it writes, and how it ended. */
export async function* processEvents(
  process: SandboxProcess,
  settings: Readonly<FaultSettings>,
  { signal, requestHeader }: HandlerContext,
): AsyncGenerator<EventResponse> {
  const queue = process.listen();
  const leave = () => process.unlisten(queue);
  const seconds = Number(requestHeader.get("keepalive-ping-interval") ?? 90);
  const pings = setInterval(() => queue.push({ case: "keepalive" }), seconds * 1000);
  signal.addEventListener("abort", leave, { once: true });
  try {
    yield responseOf({ case: "start", value: { pid: process.pid } });
    for await (const output of queue) yield* responsesFor(output, settings);
  } finally {
    clearInterval(pings);
    signal.removeEventListener("abort", leave);
    leave();
  }
  if (signal.reason instanceof ConnectError) throw signal.reason;
}

/** A process lives no longer than the call that started it may last, whoever still listens. */
export function stopAtTimeout(process: SandboxProcess, context: HandlerContext): void {
  const timeoutMs = context.timeoutMs();
  if (timeoutMs === undefined) return;
  const timer = setTimeout(() => process.signal("SIGKILL"), timeoutMs);
  void process.closed.then(() => clearTimeout(timer));
}

function* responsesFor(
  output: ProcessOutput,
  { chunkBytes }: Readonly<FaultSettings>,
): Generator<EventResponse> {
  if (output.case === "keepalive") yield responseOf({ case: "keepalive", value: {} });
  else if (output.case === "end") yield responseOf({ case: "end", value: output.end });
  else {
    const { bytes } = output;
    for (let from = 0; from < bytes.length; from += chunkBytes) {
      const value = bytes.subarray(from, from + chunkBytes);
      yield responseOf({ case: "data", value: { output: { case: output.case, value } } });
    }
  }
}

function responseOf(event: EventInit["event"]): EventResponse {
  return { event: { event } } as EventResponse;
}
