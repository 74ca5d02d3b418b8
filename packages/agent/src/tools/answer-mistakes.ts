import { ToolMessage } from "@langchain/core/messages";
import { type DynamicStructuredTool, ToolInputParsingException } from "@langchain/core/tools";
import { ToolweaveError } from "@toolweave/core";

/**
 * The same tool, which tells a model of wrong arguments in plain words. LangChain would do it with the
 * stack of the error, paths of the host included, which is none of the model's business.
 *
 * @param check gives the arguments to call the tool with; throws `TOOL_ARGUMENTS_INVALID`.
 */
export function answerMistakes(
  made: DynamicStructuredTool,
  check: (args: unknown) => unknown = (args) => args,
): DynamicStructuredTool {
  const invoke = made.invoke.bind(made);
  made.invoke = async (input, config) => {
    const call = input as { type?: unknown; id?: string; args?: unknown };
    if (call?.type !== "tool_call") return invoke(check(input) as typeof input, config);
    try {
      return await invoke({ ...call, args: check(call.args) }, config);
    } catch (error) {
      if (!isMistake(error)) throw error;
      const { message: content } = error;
      const { id = "" } = call;
      return new ToolMessage({ content, tool_call_id: id, name: made.name, status: "error" });
    }
  };
  return made;
}

function isMistake(error: unknown): error is Error {
  if (error instanceof ToolInputParsingException) return true;
  return ToolweaveError.isInstance(error) && error.code === "TOOL_ARGUMENTS_INVALID";
}
