import type { OutputShape } from "./output-shape.js";

/** What is known of one tool's results. */
export interface Observation {
  readonly server: string;
  readonly tool: string;
  /** Of the tool's definition when the results came. */
  readonly fingerprint: string;
  readonly shape: OutputShape;
  /** Successful results, those not looked at included. */
  readonly results: number;
}
