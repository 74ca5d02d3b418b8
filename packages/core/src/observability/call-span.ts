import type { Attributes } from "@opentelemetry/api";
import type { ToolCallRecord } from "../contract/execution.js";
import type { ActivityOwner } from "./activity-owner.js";
import { type CallOutcome, callFailure } from "./call-outcome.js";
import { type McpRequest, mcpRequest } from "./mcp-request.js";
import { ATTRIBUTE, EXECUTE_TOOL } from "./span-attributes.js";
import type { TracedSpan } from "./traced-span.js";

/** Names come from the model's code until a tool is found, and may be anything. */
const MAX_NAME = 200;
/** "pending" is a call of a suspended execution. */
const UNFAILED: ReadonlySet<ToolCallRecord["status"]> = new Set(["ok", "pending"]);

/** The span of one nested call, from its invocation to its answer: checks, approval and waiting included. */
export class CallSpan {
  readonly span: TracedSpan;
  readonly #request: McpRequest;
  readonly #target: string;

  private constructor(span: TracedSpan, request: McpRequest, target: string) {
    this.span = span;
    this.#request = request;
    this.#target = target;
  }

  /** Without a trace, or if the SDK fails, there is none. */
  static start(
    { trace, executionId }: ActivityOwner,
    call: Readonly<ToolCallRecord>,
    passed: readonly unknown[],
  ): CallSpan | undefined {
    if (trace === undefined) return undefined;
    const request = mcpRequest(call.tool);
    const args = request.argumentsOf(passed);
    const target = targetOf(request, call.tool, args);
    const name = spanName(request, target);
    const attributes = attributesOf(request, call, target);
    if (executionId !== undefined) attributes[ATTRIBUTE.executionId] = executionId;
    const span = trace.tracing.start({ name, kind: "CLIENT", attributes }, trace.parent());
    if (span === undefined) return undefined;
    if (request.target === ATTRIBUTE.resource) span.input(ATTRIBUTE.resource, args[0]);
    const [first] = args;
    const isNamed = args.length === 1 && typeof first === "object";
    if (args.length > 0) span.input(ATTRIBUTE.input, isNamed ? first : args);
    return new CallSpan(span, request, target);
  }

  end(call: Readonly<ToolCallRecord>, outcome: CallOutcome | undefined): void {
    const { span } = this;
    const attributes: Attributes = { [ATTRIBUTE.callStatus]: call.status };
    if (call.attempts !== undefined) attributes[ATTRIBUTE.attempts] = call.attempts;
    this.#correctName(call);
    if (outcome !== undefined && "json" in outcome) span.output(outcome.json);
    const failure = UNFAILED.has(call.status) ? undefined : callFailure(call, outcome);
    if (failure?.rpcStatus !== undefined) attributes[ATTRIBUTE.rpcStatus] = failure.rpcStatus;
    span.set(attributes);
    span.end(failure);
  }

  /** Code may use an identifier; and a name that stands for nothing must not become that of a span. */
  #correctName({ tool, status, error_code }: Readonly<ToolCallRecord>): void {
    const { method, target } = this.#request;
    if (target === ATTRIBUTE.prompt) {
      if (status !== "ok") this.span.rename(method);
    } else if (target !== ATTRIBUTE.tool) return;
    else if (error_code === "TOOL_UNKNOWN") this.span.rename(method);
    else if (tool !== this.#target) {
      this.span.rename(spanName(this.#request, tool));
      this.span.set({ [ATTRIBUTE.tool]: tool });
    }
  }
}

function targetOf(request: McpRequest, tool: string, args: readonly unknown[]): string {
  if (request.target === ATTRIBUTE.tool) return tool.slice(0, MAX_NAME);
  const [name] = args;
  // Code may give anything for a name, an object that cannot become a text too.
  if (request.target !== ATTRIBUTE.prompt || typeof name !== "string") return "";
  return name.slice(0, MAX_NAME);
}

function spanName({ method }: McpRequest, target: string): string {
  return target === "" ? method : `${method} ${target}`;
}

function attributesOf(
  { method, target: attribute }: McpRequest,
  call: Readonly<ToolCallRecord>,
  target: string,
): Attributes {
  const isTool = attribute === ATTRIBUTE.tool;
  return {
    [ATTRIBUTE.method]: method,
    ...(isTool && { [ATTRIBUTE.operation]: EXECUTE_TOOL }),
    ...(attribute !== undefined && target !== "" && { [attribute]: target }),
    [ATTRIBUTE.server]: call.server.slice(0, MAX_NAME),
    [ATTRIBUTE.callId]: call.id,
  };
}
