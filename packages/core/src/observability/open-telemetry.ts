/** The package `@opentelemetry/api`. */
export type OpenTelemetryApi = typeof import("@opentelemetry/api");

/**
 * Where every 1.x copy of the API finds the SDK that was registered with another: part of what lets
 * copies work together, and so as stable as they are.
 */
const REGISTRY: symbol = Symbol.for("opentelemetry.js.api.1");

let api: OpenTelemetryApi | undefined;
let loading: Promise<OpenTelemetryApi | undefined> | undefined;

/**
 * The API, if an SDK is registered; a promise when it is needed for the first time. Without an SDK it does
 * nothing, and is not loaded: it would take a tenth of the time that loading this package takes.
 */
export function openTelemetry():
  | OpenTelemetryApi
  | undefined
  | Promise<OpenTelemetryApi | undefined> {
  if (api !== undefined) return api;
  if (!isRegistered()) return undefined;
  loading ??= import("@opentelemetry/api").then(
    (loaded) => {
      api = loaded;
      return loaded;
    },
    // A bundle may leave it out.
    () => undefined,
  );
  return loading;
}

/** The API if it is loaded: never waits. */
export function loadedOpenTelemetry(): OpenTelemetryApi | undefined {
  return api;
}

function isRegistered(): boolean {
  const registry: unknown = Reflect.get(globalThis, REGISTRY);
  return typeof registry === "object" && registry !== null && "trace" in registry;
}
