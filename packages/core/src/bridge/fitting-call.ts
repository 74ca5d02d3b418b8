import type { ToolCatalog } from "../catalog/tool-catalog.js";
import type { ToolCallRequest } from "../contract/executor-host.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { checkArguments } from "./check-arguments.js";
import { type CheckedCall, checkCall } from "./check-call.js";

/** What is known of tools, and what calls of them are held against. */
interface KnownTools {
  readonly catalog: ToolCatalog;
  readonly validateArguments: boolean;
  /** Where there is one, what a tool is said to do decides about its calls: only what is said now will do. */
  readonly policy: object | undefined;
  failureOf(server: string): Error | undefined;
}

/** How a call finds its tool. */
export interface FittingSteps {
  readonly known: KnownTools;
  /** Waits for the tools of a server that has said that they changed. */
  reread(): Promise<void>;
  /** Told the tool's own name. */
  onFound(name: string): void;
}

/**
 * The tool that a call means, with arguments that fit it. A server may have changed both since the execution began, at
 * the wish of its code: what no longer holds refuses no call.
 *
 * @throws ToolweaveError `TOOL_UNKNOWN`, `TOOL_ARGUMENTS_INVALID`, and why the server is not there.
 */
export async function fittingCall(
  request: ToolCallRequest,
  steps: FittingSteps,
): Promise<CheckedCall> {
  const { known, reread } = steps;
  const { catalog, policy } = known;
  const find = (): unknown => catalog.find(request.server, request.tool);
  if (policy !== undefined || find() === undefined) await reread();
  const tool = find();
  try {
    return await fit(request, steps);
  } catch (error) {
    if (!ToolweaveError.isInstance(error) || error.code !== "TOOL_ARGUMENTS_INVALID") throw error;
    await reread();
    if (find() === tool) throw error;
    return fit(request, steps);
  }
}

async function fit(
  request: ToolCallRequest,
  { known, onFound }: FittingSteps,
): Promise<CheckedCall> {
  const { catalog, validateArguments, failureOf } = known;
  const failure = failureOf(request.server);
  if (failure !== undefined) throw failure;
  const checked = checkCall(request, catalog);
  onFound(checked.tool.name);
  const checking = validateArguments ? checkArguments(request.server, checked, catalog) : undefined;
  if (checking !== undefined) await checking;
  return checked;
}
