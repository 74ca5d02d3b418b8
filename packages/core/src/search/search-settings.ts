import type { EmbeddingFunction } from "../contract/tool-search.js";
import { ToolweaveError } from "../errors/toolweave-error.js";

/** Settings of the tool search. Without `embed` it works by words alone, and needs nothing. */
export interface SearchSettings {
  /** An embedding model, for tools that say the same in other words. Off by default. */
  embed?: EmbeddingFunction | undefined;
  /** How much the vectors count against the words, from 0 to 1. Default 0.5. */
  embedWeight?: number | undefined;
  /** Texts for one call of `embed`. Default 100. */
  embedBatchSize?: number | undefined;
  /**
   * Milliseconds that a search waits for vectors; then it goes by words alone, and the vectors of tools
   * are there for a later one. Default 5000.
   */
  embedTimeoutMs?: number | undefined;
}

const NUMBERS = {
  embedWeight: {
    takes: "a number from 0 to 1",
    holds: (value: number) => value >= 0 && value <= 1,
  },
  embedBatchSize: {
    takes: "a whole number of at least 1",
    holds: (value: number) => Number.isSafeInteger(value) && value >= 1,
  },
  embedTimeoutMs: {
    takes: "a number of milliseconds above 0",
    holds: (value: number) => value > 0,
  },
} as const;

/** @throws ToolweaveError `CONFIG_INVALID`, naming the option and what it takes. */
export function checkSearchSettings(settings: SearchSettings): void {
  if (typeof settings !== "object" || settings === null || Array.isArray(settings)) {
    throw new ToolweaveError("CONFIG_INVALID", "codeMode.search must be an object.");
  }
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined) continue;
    if (name === "embed") {
      if (typeof value !== "function") throw invalid(name, "a function (texts) => vectors", value);
    } else if (Object.hasOwn(NUMBERS, name)) {
      const { takes, holds } = NUMBERS[name as keyof typeof NUMBERS];
      if (typeof value !== "number" || !holds(value)) throw invalid(name, takes, value);
    } else {
      const known = ["embed", ...Object.keys(NUMBERS)].join(", ");
      throw new ToolweaveError(
        "CONFIG_INVALID",
        `codeMode.search.${name} is unknown; known: ${known}`,
      );
    }
  }
}

function invalid(name: string, takes: string, value: unknown): ToolweaveError {
  const given = typeof value === "number" ? String(value) : typeof value;
  return new ToolweaveError(
    "CONFIG_INVALID",
    `codeMode.search.${name} must be ${takes}, not ${given}.`,
  );
}
