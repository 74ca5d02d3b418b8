import { McpError } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { describeError } from "../errors/describe-error.js";
import { errorWords } from "./error-words.js";
import { answerWithStatus, httpStatus } from "./http-failure.js";
import { isStreamableHttpError, type SdkHttpError } from "./sdk-http-error.js";
import { withoutCredentials } from "./without-credentials.js";

const BODY_SHOWN = 300;
/** What the SDK's error has in the place of a status where that was no failure, but the type of the answer. */
const NO_STATUS = -1;

/** Why something failed, as the end of a sentence. */
export function failureReason(error: unknown): string {
  if (error instanceof McpError) return errorWords(error);
  if (error instanceof z.core.$ZodError) return malformed(error);
  const answer = answerWithStatus(error);
  if (answer) return answer;
  const status = httpStatus(error);
  if (status !== undefined) return `HTTP ${status}${detail(error)}`;
  if (isOfOtherType(error)) return error.message.replace(/^Streamable HTTP error: /, "");
  if (error instanceof SyntaxError) return `its answer is no JSON (${error.message})`;
  return rootMessage(error);
}

/** True where the body of an answer is no JSON, or not what MCP prescribes. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof z.core.$ZodError || error instanceof SyntaxError || isOfOtherType(error);
}

/** True for an answer that says itself that it is neither JSON nor a stream, such as a page to log in. */
function isOfOtherType(error: unknown): error is SdkHttpError {
  return isStreamableHttpError(error) && error.code === NO_STATUS;
}

/** `fetch` says only "fetch failed", and keeps the reason as its cause, which may be several. */
function rootMessage(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map(rootMessage))].join(", ");
  }
  const cause = error instanceof TypeError ? error.cause : undefined;
  return cause === undefined ? withoutCredentials(describeError(error)) : rootMessage(cause);
}

/** What the server wrote beside the status, without the SDK's words around it. */
function detail(error: unknown): string {
  const text = describeError(error)
    .replace(/^(Streamable HTTP|SSE) error: /, "")
    .replace(/^Error POSTing to endpoint( \(HTTP \d+\))?: ?/, "")
    .trim();
  if (text === "" || text === "null") return "";
  return `: ${text.length > BODY_SHOWN ? `${text.slice(0, BODY_SHOWN)}…` : text}`;
}

function malformed({ issues }: z.core.$ZodError): string {
  const [issue] = issues;
  const where =
    issue === undefined
      ? ""
      : ` (${[issue.path.join("."), issue.message].filter(Boolean).join(": ")})`;
  return `its answer is not what MCP prescribes${where}`;
}
