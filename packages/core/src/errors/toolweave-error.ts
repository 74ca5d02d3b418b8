import type { ErrorCode } from "./error-code.js";

const BRAND: unique symbol = Symbol.for("toolweave.error");

/** What an error carries beside its message: plain data, safe to log. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** Options of {@link ToolweaveError}. */
export interface ToolweaveErrorOptions {
  /** The error that led to this one. */
  cause?: unknown;
  /** Structured facts: server, tool, path, limit. Never secrets. */
  details?: ErrorDetails;
}

/**
 * The one base of all errors Toolweave throws. Match on `code`, which is stable, rather than on the
 * message or the class.
 */
export class ToolweaveError extends Error {
  override readonly name: string = "ToolweaveError";
  /** Stable code, listed in docs/errors.md. */
  readonly code: ErrorCode;
  /** Structured facts about this occurrence. */
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: ToolweaveErrorOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? {};
    Object.defineProperty(this, BRAND, { value: true });
    // Logs in JSON have the code and the details, and would lack what they are about.
    Object.defineProperty(this, "message", { enumerable: true });
  }

  /** True for an error of any installed copy of this package, unlike `instanceof`. */
  static isInstance(value: unknown): value is ToolweaveError {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}
