import type { Context } from "@opentelemetry/api";
import type {
  ExecuteOptions,
  ExecutionResult,
  ExecutionScope,
  ToolCallRecord,
} from "../contract/execution.js";
import type { ExecutionPart } from "../contract/execution-part.js";
import { describeError } from "../errors/describe-error.js";
import type { ErrorCode } from "../errors/error-code.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { callQuietly } from "../protocol/call-quietly.js";
import { ActivityObserver } from "./activity-observer.js";
import type { ActivityTrace } from "./activity-owner.js";
import type { EventHub } from "./event-hub.js";
import { ATTRIBUTE, EXECUTE_TOOL, OTHER_ERROR } from "./span-attributes.js";
import type { TracedSpan } from "./traced-span.js";
import type { Tracing } from "./tracing.js";

/** What an execution is asked to do. */
export interface AskedExecution {
  readonly code: string;
  readonly timeoutMs: number | undefined;
  readonly executionId: string | undefined;
  readonly options: ExecuteOptions;
}

const TOOL = "execute_code";

/** One execution as listeners and traces hear of it. */
export class ObservedExecution implements ExecutionScope {
  readonly executionId: string;
  /** Whether what it does is done in its own asynchronous context, its executor's spans included. */
  isAmbient = false;
  /** What it does to tools. */
  readonly activity: ActivityObserver;
  readonly #asked: AskedExecution;
  readonly #span: TracedSpan | undefined;
  readonly #started: number;
  #lines = 0;

  constructor(asked: AskedExecution, events: EventHub, tracing: Tracing | undefined) {
    this.executionId = asked.executionId ?? crypto.randomUUID();
    this.#asked = asked;
    this.#span = tracing?.start(
      {
        name: `${EXECUTE_TOOL} ${TOOL}`,
        kind: "INTERNAL",
        attributes: {
          [ATTRIBUTE.operation]: EXECUTE_TOOL,
          [ATTRIBUTE.tool]: TOOL,
          [ATTRIBUTE.toolType]: "function",
          [ATTRIBUTE.executionId]: this.executionId,
          ...(this.#part?.isResumed && { [ATTRIBUTE.resumed]: true }),
        },
      },
      tracing.active(),
    );
    this.#started = performance.now();
    const { code, timeoutMs } = asked;
    this.#span?.input(ATTRIBUTE.input, { code, timeout: timeoutMs });
    const trace = tracing && this.#span && this.#traceIn(tracing, this.#span.context);
    this.activity = new ActivityObserver(events, {
      executionId: this.executionId,
      trace,
      part: this.#part,
    });
    this.activity.tell("executionStart", () => ({
      executionId: this.executionId,
      resumed: this.#part?.isResumed ?? false,
      code,
      timeoutMs,
    }));
  }

  get #part(): ExecutionPart | undefined {
    return this.#asked.options.supervisor?.part;
  }

  /** The options for the executor: its news reach whoever asked for them, and us. */
  get options(): ExecuteOptions {
    const { onLog, onToolCall, ...rest } = this.#asked.options;
    return {
      ...rest,
      scope: this,
      onLog: (line) => {
        if (this.#wasPrinted()) return;
        this.activity.inContext(() => {
          callQuietly(onLog, line);
          this.activity.tell("log", () => ({ executionId: this.executionId, line }));
        });
      },
      onToolCall:
        onToolCall &&
        ((call: ToolCallRecord) => this.activity.inContext(() => callQuietly(onToolCall, call))),
    };
  }

  ended(result: ExecutionResult): void {
    if (!this.#part?.isSuspended) this.#span?.output(result.result);
    this.#end({
      error: result.error ?? null,
      errorCode: result.error_details?.code,
      resultType: typeName(result.result),
      logLines: result.logs?.length ?? 0,
      toolCalls: result.tool_calls?.length ?? this.activity.calls,
    });
  }

  /** The executor itself failed. */
  failed(error: unknown): void {
    this.#end({
      error: describeError(error),
      errorCode: ToolweaveError.isInstance(error) ? error.code : undefined,
      resultType: "null",
      logLines: 0,
      toolCalls: this.activity.calls,
    });
  }

  /** Counts a line; true if another part of the execution tells of it. */
  #wasPrinted(): boolean {
    const part = this.#part;
    return part !== undefined && (part.isSuspended || ++this.#lines <= part.logLines);
  }

  #traceIn(tracing: Tracing, context: Context): ActivityTrace {
    // Elsewhere the context is that of whoever delivers the guest's messages: any execution's.
    const parent = (): Context => (this.isAmbient ? tracing.activeOr(context) : context);
    return { tracing, context, parent };
  }

  #end(end: {
    error: string | null;
    errorCode: ErrorCode | undefined;
    resultType: string;
    logLines: number;
    toolCalls: number;
  }): void {
    const { executionId } = this;
    const { code } = this.#asked;
    const suspended = this.#part?.isSuspended ?? false;
    // Its end is its caller's way of suspending it.
    if (suspended) Object.assign(end, { error: null, errorCode: undefined });
    const { error, errorCode, toolCalls } = end;
    this.#span?.set({
      [ATTRIBUTE.toolCalls]: toolCalls,
      ...(suspended && { [ATTRIBUTE.suspended]: true }),
    });
    this.#span?.end(
      error === null ? undefined : { type: errorCode ?? OTHER_ERROR, message: error },
    );
    const durationMs = performance.now() - this.#started;
    this.activity.tell("executionEnd", () => ({
      executionId,
      code,
      suspended,
      ...end,
      durationMs,
    }));
  }
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
