import { registerExecutor } from "@toolweave/core";
import { VMCodeExecutor } from "./vm-code-executor.js";

registerExecutor("vm", VMCodeExecutor);

export type { VMPoolOptions } from "./vm-executor-options.js";
export { VMCodeExecutor, VMCodeExecutor as default };
