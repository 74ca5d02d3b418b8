import type { Context } from "@opentelemetry/api";
import type { Tracing } from "./tracing.js";

/** Whose calls and searches are observed. */
export interface ActivityOwner {
  readonly executionId: string | undefined;
  /** Without it there are no spans. */
  readonly trace: ActivityTrace | undefined;
}

/** Where the spans of an activity belong. */
export interface ActivityTrace {
  readonly tracing: Tracing;
  /** That of the execution, in which its listeners are called. */
  readonly context: Context;
  /** Under which context a span comes that starts now. */
  parent(): Context;
}
