import type { ConformanceTopic } from "./conformance-case.js";

/** Every requirement, by topic. */
export const TOPICS: readonly ConformanceTopic[] = [];
