import type { Context } from "@opentelemetry/api";
import type { ExecutionPart } from "../contract/execution-part.js";
import type { Tracing } from "./tracing.js";

/** Whose calls and searches are observed. */
export interface ActivityOwner {
  readonly executionId: string | undefined;
  /** Without it there are no spans. */
  readonly trace: ActivityTrace | undefined;
  /** What has been told before, if the code is run in parts. */
  readonly part?: ExecutionPart | undefined;
}

/** Where the spans of an activity belong. */
export interface ActivityTrace {
  readonly tracing: Tracing;
  /** That of the execution, in which its listeners are called. */
  readonly context: Context;
  /** Under which context a span comes that starts now. */
  parent(): Context;
}
