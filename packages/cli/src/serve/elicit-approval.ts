import { ElicitResultSchema } from "@modelcontextprotocol/sdk/types.js";
import type { ApprovalRequest, CallSupervisor } from "@toolweave/core";
import type { Extra } from "./call-connector-tool.js";

/** The policy's own time limit ends the question; the SDK's must not do so before. */
const NO_TIMEOUT = 2 ** 31 - 1;
const MAX_ARGUMENTS = 2_000;

/** Has the client ask its user for each call that the policy does not decide. */
export function elicitingSupervisor(extra: Extra): CallSupervisor {
  return {
    call: (_call, make) => make(),
    approve: async (request) => {
      const { action, content } = await extra.sendRequest(
        { method: "elicitation/create", params: { mode: "form", ...questionOf(request) } },
        ElicitResultSchema,
        { signal: request.signal, timeout: NO_TIMEOUT },
      );
      if (action !== "accept") return { allow: false, reason: "the user declined" };
      return { allow: true, remember: content?.["remember"] === true };
    },
  };
}

function questionOf({ namespace, tool, args, description }: ApprovalRequest): {
  message: string;
  requestedSchema: {
    type: "object";
    properties: Record<string, { type: "boolean"; title: string; default: boolean }>;
  };
} {
  const json = JSON.stringify(args, null, 2);
  const shown = json.length > MAX_ARGUMENTS ? `${json.slice(0, MAX_ARGUMENTS)}…` : json;
  const about = description === undefined ? "" : `\n${description.split("\n", 1)[0]}`;
  return {
    message: `Code wants to call ${namespace}.${tool} with ${shown}${about}`,
    requestedSchema: {
      type: "object",
      properties: {
        remember: { type: "boolean", title: "Allow further calls of this tool", default: false },
      },
    },
  };
}
