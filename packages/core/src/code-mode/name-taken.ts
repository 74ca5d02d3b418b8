import { ToolweaveError } from "../errors/toolweave-error.js";
import { CODE_MODE_SESSION } from "./code-mode-connector.js";

/** The error of a server that is named as the session of code mode is. */
export function nameTaken(): ToolweaveError {
  return new ToolweaveError(
    "CONFIG_INVALID",
    `In code mode no server can be named "${CODE_MODE_SESSION}": the name is taken by the session that ` +
      "offers execute_code and search_tools. Give the server another name.",
  );
}
