import type { CallAnswer, CallSupervisor, SupervisedCall } from "../contract/call-supervisor.js";
import type { ToolCallRequest } from "../contract/executor-host.js";
import { describeError } from "../errors/describe-error.js";
import { type Check, list, object, rule, text } from "../protocol/shape-check.js";
import type { RecordedCall } from "./call-records.js";
import { type CallTarget, ToolCallError } from "./tool-call-error.js";

/** What is kept of a call's answer beside its value. */
type Remark = Pick<RecordedCall, "warning">;

/** Makes a call as the execution's supervisor wishes; where there is none, at once. */
export function supervisedCall(
  supervisor: CallSupervisor | undefined,
  request: SupervisedCall,
  make: () => Promise<string>,
  remark: Remark = {},
): Promise<string> {
  // JavaScript may give null for none.
  return supervisor ? supervised(supervisor, request, make, remark) : make();
}

async function supervised(
  supervisor: CallSupervisor,
  request: SupervisedCall,
  make: () => Promise<string>,
  remark: Remark,
): Promise<string> {
  const target = { server: request.server, tool: request.tool };
  let made: string | undefined;
  const answer = await supervisor.call(request, async () => {
    const answer = await answerOf(make(), target);
    if (!("json" in answer)) return answer;
    made = answer.json;
    const { warning } = remark;
    return warning === undefined ? answer : { ...answer, warning };
  });
  // To read a large value again would take as long as to send it.
  const isMade = typeof answer === "object" && answer !== null && "json" in answer;
  if (!isMade || answer.json !== made) checkAnswer(answer, request);
  if ("json" in answer) {
    // Code that is answered from a record is told what it was told before.
    if (typeof answer.warning === "string") remark.warning = answer.warning;
    return answer.json;
  }
  const { name, code, message, content } = answer.failure;
  throw new ToolCallError(name, code, message, target, content ? { content } : {});
}

async function answerOf(making: Promise<string>, target: CallTarget): Promise<CallAnswer> {
  try {
    return { json: await making };
  } catch (thrown) {
    const { name, code, message, content } = ToolCallError.from(thrown, target);
    return { failure: { name, code, message, ...(content === undefined ? {} : { content }) } };
  }
}

const VALUE = object({ json: rule("JSON text", isJson) });
const CONTENT = list(jsonProblem);
const FAILURE = object({
  failure: object({
    name: text,
    code: text,
    message: text,
    content: (value) => (value === undefined || value === null ? undefined : CONTENT(value)),
  }),
});

/** A record may be damaged, and the guest would wait for ever for an answer that it cannot read. */
function checkAnswer(answer: unknown, { id, server, tool }: ToolCallRequest): void {
  const isValue = typeof answer === "object" && answer !== null && "json" in answer;
  const check: Check = isValue ? VALUE : FAILURE;
  const problem = check(answer);
  if (problem === undefined) return;
  const message = `the supervisor's answer to call ${id} cannot be used: answer${problem}`;
  throw new ToolCallError("ToolError", "TOOL_FAILED", message, { server, tool });
}

/** Servers send blocks of any kind, and they are passed on; but the guest is told in JSON. */
function jsonProblem(block: unknown): string | undefined {
  try {
    JSON.stringify(block);
    return undefined;
  } catch (error) {
    const [reason] = describeError(error).split("\n");
    return ` cannot be said in JSON: ${reason}`;
  }
}

function isJson(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
