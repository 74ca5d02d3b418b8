/** What the SDK's HTTP transports throw for an answer that is not what it should be. */
export interface SdkHttpError extends Error {
  /** The answer's status, or -1 where that was no failure, but the type of the answer. */
  readonly code?: number;
}

const STREAMABLE = "Streamable HTTP error: ";
const SSE = "SSE error: ";

/**
 * True for errors of the transport for Streamable HTTP. Known by their words, not by their class: that is in a
 * module that needs a global `TransformStream`, which the environments of Jest and Vitest for jsdom lack, and
 * that is loaded where a server is reached over HTTP alone.
 */
export function isStreamableHttpError(error: unknown): error is SdkHttpError {
  return isErrorOf(STREAMABLE, error);
}

/** True for errors of the transport for SSE, which are known likewise. */
export function isSseError(error: unknown): error is SdkHttpError {
  return isErrorOf(SSE, error);
}

function isErrorOf(prefix: string, error: unknown): error is SdkHttpError {
  return error instanceof Error && "code" in error && error.message.startsWith(prefix);
}
