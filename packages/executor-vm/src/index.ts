import { registerExecutor } from "@toolweave/core";
import { VMCodeExecutor } from "./vm-code-executor.js";
import type {} from "./vm-executor-options.js";

registerExecutor("vm", VMCodeExecutor);

export { VMCodeExecutor, VMCodeExecutor as default };
