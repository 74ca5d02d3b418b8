import { CLEANUP } from "./cases/cleanup.js";
import { CONCURRENCY } from "./cases/concurrency.js";
import { CONTENT } from "./cases/content.js";
import { DEADLINES } from "./cases/deadlines.js";
import { ERRORS } from "./cases/errors.js";
import { ISOLATION } from "./cases/isolation.js";
import { LOGS } from "./cases/logs.js";
import { MEMORY } from "./cases/memory.js";
import { NAMESPACES } from "./cases/namespaces.js";
import { RECALL } from "./cases/recall.js";
import { RESOURCES_AND_PROMPTS } from "./cases/resources-and-prompts.js";
import { RESULTS } from "./cases/results.js";
import { SEARCH } from "./cases/search.js";
import { SIZES } from "./cases/sizes.js";
import { SNAPSHOTS } from "./cases/snapshots.js";
import { TOOL_CALLS } from "./cases/tool-calls.js";
import { TOOL_ERRORS } from "./cases/tool-errors.js";
import { UNWRAPPING } from "./cases/unwrapping.js";
import { VALUES } from "./cases/values.js";
import { WEB_APIS } from "./cases/web-apis.js";
import type { ConformanceTopic } from "./conformance-case.js";

/** Every requirement, by topic. */
export const TOPICS: readonly ConformanceTopic[] = [
  RESULTS,
  VALUES,
  ERRORS,
  LOGS,
  UNWRAPPING,
  TOOL_ERRORS,
  NAMESPACES,
  TOOL_CALLS,
  RESOURCES_AND_PROMPTS,
  SEARCH,
  RECALL,
  CONTENT,
  CONCURRENCY,
  DEADLINES,
  MEMORY,
  SIZES,
  SNAPSHOTS,
  WEB_APIS,
  CLEANUP,
  ISOLATION,
];
