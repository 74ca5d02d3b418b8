import type { ExecutorCapabilities } from "@toolweave/core";
import type { CaseContext } from "./case-context.js";

/** One requirement of an executor, as data: what it is called, what it needs, how it is checked. */
export interface ConformanceCase {
  /** Stable, unique: `values/date`. */
  readonly id: string;
  /** A sentence about behaviour, in the present tense. */
  readonly title: string;
  /** Where a published attack or requirement comes from. */
  readonly source?: string | undefined;
  /** Gives the reason for skipping the case, if the executor's claims make it void. */
  readonly skip?: ((supports: ExecutorCapabilities) => string | undefined) | undefined;
  /** Rejects if the executor does not meet the requirement. */
  run(context: CaseContext): Promise<void>;
}

/** The cases of one topic. */
export interface ConformanceTopic {
  readonly name: string;
  readonly cases: readonly ConformanceCase[];
}
