import { QuickJSCodeExecutor } from "@toolweave/executor-quickjs";
import { openToolweave } from "./toolweave.mjs";

/** @type {import("./contender.mjs").Contender} */
export const toolweaveQuickJs = {
  name: "toolweave",
  about:
    "MCPClient with the executor `quickjs`: a copy of a booted guest for each execution, in a worker",
  open: (options) => openToolweave("quickjs", QuickJSCodeExecutor, options),
};
