/** Errors of the SDK that trying again does not mend, by name. */
const FINAL: ReadonlySet<unknown> = new Set([
  "AuthenticationError",
  "InvalidArgumentError",
  "NotFoundError",
  "SandboxNotFoundError",
  "TemplateError",
]);

/** True for what may pass by itself: limits of rate, faults of the service, lost connections. */
export function mayPass(error: unknown): boolean {
  const { name, statusCode } = error as { name?: unknown; statusCode?: unknown };
  if (typeof statusCode === "number") return statusCode === 429 || statusCode >= 500;
  return !FINAL.has(name);
}

/** A sandbox whose time is over, so that the service need not be asked. */
export class ExpiredError extends Error {
  constructor() {
    super("the sandbox has expired");
  }
}

/** True if there is no such sandbox, or process, any more: the service says so, or its time is over. */
export function isGone(error: unknown): boolean {
  if (error instanceof ExpiredError) return true;
  const { name } = error as { name?: unknown };
  return name === "SandboxNotFoundError" || name === "NotFoundError";
}

/** The error in one sentence. */
export function sdkMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const detail = cause instanceof Error && cause.message !== "" ? ` (${cause.message})` : "";
  return `${error.message}${detail}`;
}
