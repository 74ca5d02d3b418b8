export type {
  Bench,
  BenchOptions,
  CaseContext,
  CreateExecutor,
  KitExecutorOptions,
} from "./case-context.js";
export type { ConformanceCase, ConformanceTopic } from "./conformance-case.js";
export { formatMatrix } from "./format-matrix.js";
export type { KitServers, SeenCall } from "./kit-servers.js";
export type { CaseResult, ConformanceReport, RunConformanceOptions } from "./run-conformance.js";
export { runConformance } from "./run-conformance.js";
export type { TestExecutorOptions, TestRunner } from "./test-executor.js";
export { testExecutor } from "./test-executor.js";
export { TOPICS } from "./topics.js";
