import { testExecutor } from "@toolweave/executor-testkit";
import { VMCodeExecutor } from "@toolweave/executor-vm";
import { describe, it } from "vitest";

testExecutor({ describe, it, create: (options) => new VMCodeExecutor(undefined, options) });
