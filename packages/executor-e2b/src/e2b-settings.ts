import type { ConnectionOpts, Sandbox, SandboxOpts } from "@e2b/code-interpreter";
import { type E2BExecutorOptions, ToolweaveError } from "@toolweave/core";
import {
  checkKeys,
  memoryLimitOption,
  optionAtLeast,
  shown,
  wrongOption,
} from "@toolweave/core/node";
import { checkKinds } from "./check-kinds.js";
import type { E2BPoolOptions } from "./e2b-executor-options.js";

/** The options, checked and complete. */
export interface E2BSettings {
  /** Milliseconds a sandbox lives without being extended. */
  readonly timeoutMs: number;
  readonly memoryLimitMb: number;
  /** What every request takes. */
  readonly connection: ConnectionOpts;
  /** What a new sandbox takes beside. */
  readonly creation: SandboxOpts;
  readonly template: string;
  readonly sandboxId: string | undefined;
  readonly keepAlive: boolean;
  readonly pool: { [Name in keyof E2BPoolOptions]-?: number };
  readonly onSandbox: ((sandbox: Sandbox) => unknown) | undefined;
}

const DEFAULT_TEMPLATE = "code-interpreter-v1";
const DEFAULT_TIMEOUT_MS = 300_000;
const DEFAULT_MEMORY_LIMIT_MB = 512;
const MOST_MEMORY_LIMIT_MB = 1 << 20;
/** The longest a timer can run; a longer one would fire at once. No service lets a sandbox live longer. */
const MAX_TIMER_MS = 2_147_483_647;
const POOL = { min: 0, max: 5, maxQueue: 1_000 };

const KEYS: readonly string[] = [
  "allowInternetAccess",
  "apiKey",
  "apiUrl",
  "domain",
  "envs",
  "executionTimeoutMs",
  "headers",
  "keepAlive",
  "memoryLimitMb",
  "metadata",
  "onSandbox",
  "pool",
  "sandboxId",
  "sandboxUrl",
  "template",
  "timeoutMs",
] satisfies (keyof E2BExecutorOptions)[];

/** @throws ToolweaveError `CONFIG_INVALID`, naming the option. */
export function e2bSettings(options: E2BExecutorOptions): E2BSettings {
  checkKeys("executorOptions", options, KEYS);
  checkKinds(options);
  const {
    timeoutMs = DEFAULT_TIMEOUT_MS,
    memoryLimitMb = DEFAULT_MEMORY_LIMIT_MB,
    template = DEFAULT_TEMPLATE,
    sandboxId,
  } = options;
  const { domain, apiUrl, sandboxUrl, headers } = options;
  const { metadata, envs, allowInternetAccess } = options;
  return {
    timeoutMs: lifeOf(timeoutMs),
    memoryLimitMb: memoryLimitOption(memoryLimitMb, 32, MOST_MEMORY_LIMIT_MB),
    connection: given({
      apiKey: sendable(apiKeyOf(options), "apiKey"),
      domain,
      apiUrl,
      sandboxUrl,
      headers: headersOf(headers),
    }),
    creation: given({ metadata, envs, allowInternetAccess }),
    template,
    sandboxId,
    keepAlive: options.keepAlive === true,
    pool: poolOf(options, timeoutMs),
    onSandbox: options.onSandbox,
  };
}

function apiKeyOf({ apiKey = process.env["E2B_API_KEY"] }: E2BExecutorOptions): string {
  if (typeof apiKey === "string" && apiKey !== "") return apiKey;
  throw new ToolweaveError(
    "CONFIG_INVALID",
    "executorOptions.apiKey is missing, and E2B_API_KEY is not set. Get a key at https://e2b.dev.",
  );
}

/** What a header cannot have ends in an error of the runtime that shows it, to the model too. */
function sendable(value: string, name: string): string {
  try {
    new Headers({ value });
    return value;
  } catch {
    throw wrongOption(
      `executorOptions.${name}`,
      "has a character that no HTTP header can have: a line break, or one beyond Latin-1",
    );
  }
}

function headersOf(headers: E2BExecutorOptions["headers"]): E2BExecutorOptions["headers"] {
  for (const [name, value] of Object.entries(headers ?? {})) {
    sendable(value, `headers.${name}`);
    checkHeaderName(name);
  }
  return headers;
}

function checkHeaderName(name: string): void {
  try {
    new Headers({ [name]: "" });
  } catch {
    throw wrongOption("executorOptions.headers", `has ${shown(name)}, which is no header's name`);
  }
}

/** How long one execution may take. What is wrong with it has to be told by the name that it has here. */
export function executionTimeoutOf({
  executionTimeoutMs: given,
}: E2BExecutorOptions): number | undefined {
  if (given === undefined || given === null || (typeof given === "number" && given > 0))
    return given;
  throw wrongOption(
    "executorOptions.executionTimeoutMs",
    `must be a number of milliseconds above 0, not ${shown(given)}`,
  );
}

function lifeOf(timeoutMs: unknown): number {
  const life = optionAtLeast(1_000, timeoutMs, "timeoutMs");
  if (life <= MAX_TIMER_MS) return life;
  throw wrongOption(
    "executorOptions.timeoutMs",
    `must be a number of milliseconds up to ${MAX_TIMER_MS}, not ${life}`,
  );
}

function poolOf({ pool, sandboxId }: E2BExecutorOptions, timeoutMs: number): E2BSettings["pool"] {
  if (pool !== undefined) checkKeys("executorOptions.pool", pool, [...Object.keys(POOL), "idleMs"]);
  const {
    min = POOL.min,
    max = POOL.max,
    idleMs = timeoutMs,
    maxQueue = POOL.maxQueue,
  } = pool ?? {};
  const most = sandboxId === undefined ? optionAtLeast(1, max, "pool.max") : 1;
  return {
    max: most,
    min: Math.min(optionAtLeast(0, min, "pool.min"), most),
    idleMs: Math.min(optionAtLeast(0, idleMs, "pool.idleMs"), MAX_TIMER_MS),
    maxQueue: optionAtLeast(0, maxQueue, "pool.maxQueue"),
  };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is undefined, which the SDK would take for a value. */
function given<T extends object>(options: T): Given<T> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<T>;
}
