import type { Attributes, Context } from "@opentelemetry/api";
import type { OpenTelemetryApi } from "./open-telemetry.js";
import type { CompleteTelemetrySettings } from "./telemetry-settings.js";
import { TracedSpan } from "./traced-span.js";

/** The name under which spans come from this package. */
const SCOPE = "@toolweave/core";

/** What a span begins with. */
export interface SpanStart {
  readonly name: string;
  /** Whether the work is done here, or asked of a server. */
  readonly kind: "INTERNAL" | "CLIENT";
  readonly attributes: Attributes;
}

/** The spans of one client. */
export class Tracing {
  readonly #api: OpenTelemetryApi;
  readonly #settings: CompleteTelemetrySettings;

  constructor(api: OpenTelemetryApi, settings: CompleteTelemetrySettings) {
    this.#api = api;
    this.#settings = settings;
  }

  /** The context of whoever calls. */
  active(): Context {
    return this.#api.context.active();
  }

  /** The context of whoever calls if it has a span, else another. */
  activeOr(other: Context): Context {
    const active = this.active();
    return this.#api.trace.getSpan(active) === undefined ? other : active;
  }

  within<T>(context: Context, work: () => T): T {
    return this.#api.context.with(context, work);
  }

  /** Starts a span; `undefined` if the SDK fails to. */
  start({ name, kind, attributes }: SpanStart, parent: Context): TracedSpan | undefined {
    const { trace, SpanKind } = this.#api;
    try {
      // Asked for each time: an SDK may be registered, or replaced, at any time.
      const tracer = trace.getTracer(SCOPE);
      const span = tracer.startSpan(name, { kind: SpanKind[kind], attributes }, parent);
      return new TracedSpan(this.#api, this.#settings, span, parent);
    } catch {
      return undefined;
    }
  }

  /** The active context as `_meta` of a request; `undefined` if there is nothing to tell. */
  carrier(): Record<string, string> | undefined {
    if (!this.#settings.propagateContext) return undefined;
    const carrier: Record<string, string> = {};
    try {
      this.#api.propagation.inject(this.active(), carrier);
    } catch {
      return undefined;
    }
    return Object.keys(carrier).length === 0 ? undefined : carrier;
  }
}
