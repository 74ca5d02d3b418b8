import { registerExecutor } from "@toolweave/core";
import { E2BCodeExecutor } from "./e2b-code-executor.js";
import "./e2b-executor-options.js";

registerExecutor("e2b", E2BCodeExecutor);

export type { E2BPoolOptions } from "./e2b-executor-options.js";
export { E2BCodeExecutor, E2BCodeExecutor as default };
