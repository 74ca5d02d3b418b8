import { registerExecutor } from "@toolweave/core";
import { QuickJSCodeExecutor } from "./quickjs-code-executor.js";
import "./quickjs-executor-options.js";

registerExecutor("quickjs", QuickJSCodeExecutor);

export { QuickJSCodeExecutor, QuickJSCodeExecutor as default };
