import type { ToolCatalog } from "../catalog/tool-catalog.js";
import type { ToolCallRequest } from "../contract/executor-host.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { checkArguments } from "./check-arguments.js";
import { type CheckedCall, checkCall } from "./check-call.js";

/** What calls are held against. */
export interface KnownTools {
  readonly catalog: ToolCatalog;
  readonly validateArguments: boolean;
  /** What a tool is said to do decides about its calls, so that only what is said now will do. */
  readonly isJudged: boolean;
  failureOf(server: string): Error | undefined;
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
  known: KnownTools,
): Promise<CheckedCall> {
  const { catalog, isJudged, reread } = known;
  const find = (): unknown => catalog.find(request.server, request.tool);
  if (isJudged || find() === undefined) await reread();
  const tool = find();
  try {
    return await fit(request, known);
  } catch (error) {
    if (!ToolweaveError.isInstance(error) || error.code !== "TOOL_ARGUMENTS_INVALID") throw error;
    await reread();
    if (find() === tool) throw error;
    return fit(request, known);
  }
}

async function fit(request: ToolCallRequest, known: KnownTools): Promise<CheckedCall> {
  const { catalog, validateArguments, failureOf, onFound } = known;
  const failure = failureOf(request.server);
  if (failure !== undefined) throw failure;
  const checked = checkCall(request, catalog);
  onFound(checked.tool.name);
  const checking = validateArguments ? checkArguments(request.server, checked, catalog) : undefined;
  if (checking !== undefined) await checking;
  return checked;
}
