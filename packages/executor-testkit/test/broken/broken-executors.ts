import type { BaseCodeExecutor } from "@toolweave/core";
import type { KitExecutorOptions } from "../../src/index.js";
import {
  DeafExecutor,
  ErrorlessExecutor,
  FragileExecutor,
  HoardingExecutor,
  HurriedExecutor,
  ImpatientExecutor,
  LeakyExecutor,
  OnceCleanedExecutor,
  PossessiveExecutor,
  RecordlessExecutor,
  ScopelessExecutor,
} from "./forgetful-executors.js";
import { GarbageExecutor } from "./garbage-executor.js";
import { LingeringExecutor } from "./lingering-executor.js";
import type { Mistake } from "./mistake.js";
import { NaiveExecutor } from "./naive-executor.js";
import { PoliteExecutor } from "./polite-executor.js";
import { RerunningExecutor } from "./rerunning-executor.js";
import { SharedRealmExecutor } from "./shared-realm-executor.js";
import { TamperedExecutor } from "./tampered-executor.js";
import { TAMPERINGS } from "./tamperings.js";

/** An executor that is wrong on purpose. */
export interface BrokenExecutor extends Mistake {
  create(options: KitExecutorOptions): BaseCodeExecutor;
}

type ExecutorClass = new (client: undefined, options: KitExecutorOptions) => BaseCodeExecutor;

const CLASSES: readonly (Mistake & { readonly Class: ExecutorClass })[] = [
  {
    that: "tells nothing of tool calls",
    topics: ["tool calls"],
    foundBy: "tool-calls/failed-execution",
    Class: RecordlessExecutor,
  },
  {
    that: "lets its sandboxes run on",
    topics: ["tool calls", "cleanup"],
    foundBy: "tool-calls/after-return",
    Class: LingeringExecutor,
  },
  {
    that: "has no patience",
    topics: ["deadlines"],
    foundBy: "deadlines/raised",
    Class: ImpatientExecutor,
  },
  {
    that: "takes the abort of an execution for its own end",
    topics: ["deadlines"],
    foundBy: "deadlines/abort-after",
    Class: FragileExecutor,
  },
  {
    that: "leaks from one execution into the next",
    topics: ["errors", "concurrency", "cleanup"],
    foundBy: "cleanup/globals",
    Class: SharedRealmExecutor,
  },
  {
    that: "never reports errors",
    topics: ["results", "errors", "logs", "deadlines", "sizes", "cleanup"],
    foundBy: "errors/thrown-null",
    Class: ErrorlessExecutor,
  },
  {
    that: "knows no deadline and no options",
    topics: ["tool calls", "deadlines"],
    foundBy: "deadlines/loop",
    Class: DeafExecutor,
  },
  {
    that: "runs code in the host, with String and JSON.stringify",
    topics: ["results", "values", "namespaces", "search"],
    foundBy: "results/fence",
    Class: NaiveExecutor,
  },
  {
    that: "restores a guest by running its code again",
    topics: ["snapshots"],
    foundBy: "snapshots/pending",
    Class: RerunningExecutor,
  },
  {
    that: "can be cleaned up once",
    topics: ["cleanup"],
    foundBy: "cleanup/twice",
    Class: OnceCleanedExecutor,
  },
  {
    that: "loses the places of those who wait no longer",
    topics: ["deadlines"],
    foundBy: "deadlines/abort-opening",
    Class: LeakyExecutor,
  },
  {
    that: "lets large messages be overtaken",
    topics: ["sizes"],
    foundBy: "sizes/reply-order",
    Class: HurriedExecutor,
  },
  {
    that: "does not say whose calls they are",
    topics: ["tool calls"],
    foundBy: "tool-calls/events",
    Class: ScopelessExecutor,
  },
  {
    that: "ends the sandboxes of others",
    topics: ["cleanup"],
    foundBy: "cleanup/one-of-two",
    Class: PossessiveExecutor,
  },
  {
    // Its loops would go on for as long as the machine.
    that: "asks its sandboxes to end",
    topics: [],
    foundBy: "cleanup/disposed-loop",
    Class: PoliteExecutor,
  },
  {
    that: "does not end its sandboxes",
    topics: ["cleanup"],
    foundBy: "cleanup/disposed",
    Class: HoardingExecutor,
  },
  {
    that: "answers with garbage",
    topics: ["memory"],
    foundBy: "memory/within",
    Class: GarbageExecutor,
  },
];

/** From those that are nearly right to the one that does nothing right. */
export const BROKEN_EXECUTORS: readonly BrokenExecutor[] = [
  ...TAMPERINGS.map(({ tampering, ...mistake }) => ({
    ...mistake,
    create: (options: KitExecutorOptions) => new TamperedExecutor(tampering, options),
  })),
  ...CLASSES.map(({ Class, ...mistake }) => ({
    ...mistake,
    create: (options: KitExecutorOptions) => new Class(undefined, options),
  })),
];
