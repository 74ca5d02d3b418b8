import type { ErrorCode } from "../errors/error-code.js";
import type { ExecutionResult } from "./execution.js";
import type { ExecutionPart } from "./execution-part.js";
import type { ApprovalAnswer, ApproveFunction } from "./policy.js";
import type { ContentBlock } from "./tool.js";

/** A nested call as the code made it, before it is checked. */
export interface SupervisedCall {
  /** Numbered from 1 at invocation: the same code, given the same answers, numbers the same calls alike. */
  readonly id: number;
  /** The server's configured name. */
  readonly server: string;
  /** Raw tool name or identifier; `$resources.read` and the like for what is no tool. */
  readonly tool: string;
  /** The arguments the code passed, in order. */
  readonly args: readonly unknown[];
  /**
   * True for a name under which the same call of the same tool may have been seen before: code knows a tool by its
   * identifier, and by nothing else while its server cannot be reached.
   */
  readonly isOf: (tool: string) => boolean;
}

/** How a nested call ended, as plain data that can be stored. */
export type CallAnswer =
  | {
      /** The value as JSON text. */
      readonly json: string;
      /** What the log says of it, as that it does not fit the tool's output schema. */
      readonly warning?: string | undefined;
    }
  | {
      /** What the code's `catch` is given. */
      readonly failure: {
        readonly name: string;
        readonly code: ErrorCode;
        readonly message: string;
        readonly content?: readonly ContentBlock[] | undefined;
      };
    };

/**
 * Stands between the code of one execution and its nested calls. It can answer a call from a record, so
 * that the same code runs again without doing again what it has done.
 */
export interface CallSupervisor {
  /** Makes a call, with `make`, or answers it in another way. `make` never rejects. */
  call(call: SupervisedCall, make: () => Promise<CallAnswer>): Promise<CallAnswer>;
  /**
   * The same for what the code recalls, as a call of "recall" with the handle; the server's name is empty. What a
   * client keeps may be gone when the code runs again. Without it, `make` is all that is done.
   */
  recall?:
    | ((call: SupervisedCall, make: () => Promise<CallAnswer>) => Promise<CallAnswer>)
    | undefined;
  /** Answers the calls that need approval, if the policy has no `approve` of its own. */
  approve?: ApproveFunction | undefined;
  /**
   * Gives the refusal of a call that was asked about before, by the call's number: it is not made, whatever the
   * policy says of it now.
   */
  refusal?: ((id: number) => Pick<ApprovalAnswer, "reason"> | undefined) | undefined;
  /**
   * True for a call that an earlier run made, by its number: it counts towards `limits.maxToolCalls`, and is let
   * through even where the limit has become smaller.
   */
  isRecorded?: ((id: number) => boolean) | undefined;
  /** What listeners and traces are told of, where the code is run in parts. */
  part?: ExecutionPart | undefined;
  /** The result of the execution in the place of the executor's: asked once, when it is over. */
  outcome?: ((result: ExecutionResult) => ExecutionResult) | undefined;
}
