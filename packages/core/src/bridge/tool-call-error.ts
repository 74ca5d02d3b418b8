import type { ContentBlock } from "../contract/tool.js";
import { describeError } from "../errors/describe-error.js";
import type { ErrorCode } from "../errors/error-code.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import type { CallFailure } from "../protocol/messages.js";

/** Where a nested call went. */
export interface CallTarget {
  readonly server: string;
  readonly tool: string;
}

/** A nested call that failed, as it is told to the guest, where it becomes a `ToolError`. */
export class ToolCallError extends ToolweaveError {
  override readonly name: string;
  readonly target: CallTarget;
  readonly content: readonly ContentBlock[] | undefined;

  constructor(
    name: string,
    code: ErrorCode,
    message: string,
    // A record of the call is a target too, and what else it holds is no part of the error.
    { server, tool }: CallTarget,
    options: { content?: readonly ContentBlock[]; cause?: unknown } = {},
  ) {
    super(code, message, { cause: options.cause, details: { server, tool } });
    this.name = name;
    this.target = { server, tool };
    this.content = options.content;
  }

  /** Any failure of a call as a `ToolCallError`. */
  static from(thrown: unknown, target: CallTarget): ToolCallError {
    if (isCallError(thrown)) return thrown;
    const code = ToolweaveError.isInstance(thrown) ? thrown.code : "TOOL_FAILED";
    // As where the sandbox or the check has refused them.
    const name = code === "TOOL_ARGUMENTS_INVALID" ? "ToolArgumentsError" : "ToolError";
    return new ToolCallError(name, code, describeError(thrown), target, { cause: thrown });
  }

  /** The error as it crosses the channel: no stack, no cause, nothing of the host. */
  toFailure(): CallFailure {
    const { name, message, code, target, content } = this;
    return { name, message, code, ...target, ...(content === undefined ? {} : { content }) };
  }
}

/** The executor may be of another copy of this package than the gate. */
function isCallError(thrown: unknown): thrown is ToolCallError {
  return ToolweaveError.isInstance(thrown) && "toFailure" in thrown;
}
