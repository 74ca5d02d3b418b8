import { ToolweaveError } from "../errors/toolweave-error.js";

/**
 * What OpenTelemetry spans say. Spans are made once the application registers an OpenTelemetry SDK; there
 * is nothing to switch on.
 */
export interface TelemetrySettings {
  /**
   * Records code, the arguments of calls, queries, and the URIs of resources. They may hold what is
   * confidential. Default false.
   */
  recordInputs?: boolean | undefined;
  /**
   * Records results, and the texts of errors, which may quote results and arguments. They may hold what
   * is confidential. Default false.
   */
  recordOutputs?: boolean | undefined;
  /** Characters recorded of each input and output. Default 4,096. */
  maxContentLength?: number | undefined;
  /**
   * Sends the trace context to servers in `_meta` of each call (`traceparent`, and whatever else the
   * application's propagators write), so that a server's own spans join the trace. Default true.
   */
  propagateContext?: boolean | undefined;
}

export const DEFAULT_TELEMETRY: Required<{
  [Name in keyof TelemetrySettings]: NonNullable<TelemetrySettings[Name]>;
}> = {
  recordInputs: false,
  recordOutputs: false,
  maxContentLength: 4_096,
  propagateContext: true,
};

/** Settings with every default in place. */
export type CompleteTelemetrySettings = typeof DEFAULT_TELEMETRY;

/** @throws ToolweaveError `CONFIG_INVALID`, naming the option and what it takes. */
export function completeTelemetry(settings: TelemetrySettings = {}): CompleteTelemetrySettings {
  if (typeof settings !== "object" || settings === null || Array.isArray(settings)) {
    throw new ToolweaveError("CONFIG_INVALID", "codeMode.telemetry must be an object.");
  }
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    if (!Object.hasOwn(DEFAULT_TELEMETRY, name)) {
      const known = Object.keys(DEFAULT_TELEMETRY).join(", ");
      throw invalid(name, `is unknown; known: ${known}`);
    }
    if (name === "maxContentLength") {
      if (!Number.isSafeInteger(value) || value < 1) {
        throw invalid(name, "must be a whole number of at least 1");
      }
    } else if (typeof value !== "boolean") throw invalid(name, "must be true or false");
  }
  return { ...DEFAULT_TELEMETRY, ...Object.fromEntries(given) };
}

function invalid(name: string, says: string): ToolweaveError {
  return new ToolweaveError("CONFIG_INVALID", `codeMode.telemetry.${name} ${says}`);
}
