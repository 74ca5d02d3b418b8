import { testExecutor } from "@toolweave/executor-testkit";
import { describe, it } from "vitest";
import { VMCodeExecutor } from "../src/index.js";

testExecutor({ describe, it, create: () => new VMCodeExecutor() });
