import { invalidOption } from "./check-options.js";
import { describeValue } from "./describe-value.js";

/** What is given as a tool, of which nothing is known. */
type Given = Readonly<Record<string, unknown>>;

/**
 * Checks that each of the additional tools is one. For a model a tool that its provider carries out is one too, which
 * LangChain hands on as the plain object that it is; code can call only those that have an `invoke`.
 *
 * @throws ToolweaveError `CONFIG_INVALID`, naming the place.
 */
export function checkTools(tools: readonly object[], { forCode }: { forCode: boolean }): void {
  for (const [place, tool] of tools.entries()) {
    if (isTool(tool as Given) || (!forCode && isProviders(tool as Given))) continue;
    throw invalidOption(
      "MCPAgent",
      `additionalTools[${place}] must be a LangChain tool, with a name and an invoke method, not ` +
        `${describeValue(tool)}: make one with tool() of langchain`,
    );
  }
}

function isTool({ name, invoke }: Given): boolean {
  return typeof name === "string" && name !== "" && typeof invoke === "function";
}

/** Such as `{ type: "web_search" }`, and Gemini's `{ googleSearch: {} }`. */
function isProviders(tool: Given): boolean {
  if (Array.isArray(tool) || "invoke" in tool) return false;
  if (typeof tool["type"] === "string") return true;
  const members = Object.values(tool);
  return members.length > 0 && members.every((each) => typeof each === "object" && each !== null);
}
