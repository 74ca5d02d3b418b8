import { testExecutor } from "@toolweave/executor-testkit";
import { describe, it } from "vitest";
import ProcessExecutor from "./process-executor.js";

testExecutor({ describe, it, create: (options) => new ProcessExecutor(undefined, options) });
