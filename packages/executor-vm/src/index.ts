import { registerExecutor } from "@toolweave/core";
import { VMCodeExecutor } from "./vm-code-executor.js";
import "./vm-executor-options.js";

registerExecutor("vm", VMCodeExecutor);

export { VMCodeExecutor, VMCodeExecutor as default };
