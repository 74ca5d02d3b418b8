import { ElicitResultSchema, ResultSchema } from "@modelcontextprotocol/sdk/types.js";
import type { ApprovalRequest, CallSupervisor } from "@toolweave/core";
import { visibleText } from "../command-line/visible-text.js";
import type { RememberedAnswers } from "../connect/remembered-answers.js";
import { showArguments } from "../connect/show-arguments.js";
import { headOfText } from "./head-of-text.js";
import type { Extra } from "./request-extra.js";

/** The policy's own time limit ends the question; the SDK's must not do so before. */
const NO_TIMEOUT = 2 ** 31 - 1;
const MAX_DESCRIPTION = 300;

const NOT_UNDERSTOOD =
  'the client\'s answer is not understood: its action must be "accept", "decline" or "cancel"';
const REASONS = {
  decline: "the user declined",
  cancel: "the user dismissed the question",
} as const;

/**
 * Has the client ask its user for each call that the policy does not decide.
 *
 * @param remembered the answers of the client's own session: other clients have users of their own.
 */
export function elicitingSupervisor(extra: Extra, remembered: RememberedAnswers): CallSupervisor {
  return {
    call: (_call, make) => make(),
    approve: remembered.orAsk(async (request) => {
      const params = { mode: "form" as const, ...questionOf(request) };
      const answer = await untilSettled(request.signal, (signal) =>
        extra.sendRequest({ method: "elicitation/create", params }, ResultSchema, {
          signal,
          timeout: NO_TIMEOUT,
        }),
      );
      // Checked here: the SDK would have the model read what its schema says of it.
      const { data } = ElicitResultSchema.safeParse(answer);
      if (data === undefined) return { allow: false, reason: NOT_UNDERSTOOD };
      if (data.action !== "accept") return { allow: false, reason: REASONS[data.action] };
      return { allow: true, remember: data.content?.["remember"] === true };
    }),
  };
}

/**
 * Sends with a signal that follows another no longer than there is no answer. The SDK takes back, with a notification,
 * whatever was sent with a signal that aborts, be it answered: the client would hear that of each question.
 */
async function untilSettled<T>(
  signal: AbortSignal,
  send: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const open = new AbortController();
  const takeBack = (): void => open.abort(signal.reason);
  if (signal.aborted) takeBack();
  signal.addEventListener("abort", takeBack, { once: true });
  try {
    return await send(open.signal);
  } finally {
    signal.removeEventListener("abort", takeBack);
  }
}

function questionOf({ namespace, tool, args, description }: ApprovalRequest): {
  message: string;
  requestedSchema: {
    type: "object";
    properties: Record<string, { type: "boolean"; title: string; default: boolean }>;
  };
} {
  const { text, missing } = showArguments(args, "  ");
  const shown =
    missing === undefined ? text : `arguments of which ${missing} cannot be shown: ${text}`;
  const call = visibleText(`${namespace}.${tool}`);
  return {
    message: `Code wants to call ${call} with ${shown}${aboutTool(description)}`,
    requestedSchema: {
      type: "object",
      properties: {
        remember: { type: "boolean", title: "Allow further calls of this tool", default: false },
      },
    },
  };
}

/** The server's own words, which may be as long as it likes. */
function aboutTool(description: string | undefined): string {
  const [first = ""] = (description ?? "").split("\n", 1);
  if (first === "") return "";
  const isLong = first.length > MAX_DESCRIPTION;
  return `\n${visibleText(headOfText(first, MAX_DESCRIPTION))}${isLong ? "…" : ""}`;
}
