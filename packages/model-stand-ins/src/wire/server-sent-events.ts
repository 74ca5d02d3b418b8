export const EVENT_STREAM = "text/event-stream; charset=utf-8";

/** One event, with its name if the provider names them. */
export function serverSentEvent(data: unknown, name?: string): string {
  const line = `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
  return name === undefined ? line : `event: ${name}\n${line}`;
}
