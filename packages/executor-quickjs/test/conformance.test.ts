import { QuickJSCodeExecutor } from "@toolweave/executor-quickjs";
import { testExecutor } from "@toolweave/executor-testkit";
import { describe, it } from "vitest";

testExecutor({ describe, it, create: (options) => new QuickJSCodeExecutor(undefined, options) });
