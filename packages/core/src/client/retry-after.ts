/** By the errors that responses became: the SDK keeps no more of them than status and text. */
const pauses = new WeakMap<object, number>();

/** The milliseconds that a response asks to wait before its request is made again. */
export function askedPause({ status, headers }: Response): number | undefined {
  const after = status === 429 || status === 503 ? headers.get("retry-after") : null;
  if (after === null) return undefined;
  const ms = /^\d+$/.test(after) ? Number(after) * 1_000 : Date.parse(after) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

/** Remembers with an error what pause was asked for. */
export function setAskedPause(error: unknown, ms: number | undefined): void {
  if (ms !== undefined && typeof error === "object" && error !== null) pauses.set(error, ms);
}

/** The milliseconds to wait, if the answer that an error is about asked for a pause. */
export function askedPauseOf(error: unknown): number | undefined {
  return typeof error === "object" && error !== null ? pauses.get(error) : undefined;
}
