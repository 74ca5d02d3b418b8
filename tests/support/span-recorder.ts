import { context, propagation, type Span, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from "@opentelemetry/core";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-base";

/** OpenTelemetry's own SDK, keeping the spans of this process in memory. */
export class SpanRecorder {
  readonly #exporter = new InMemorySpanExporter();

  /** Registers the SDK, as an application does before it does anything else, in place of any before. */
  constructor(...more: SpanProcessor[]) {
    for (const api of [trace, context, propagation]) api.disable();
    const exporting = new SimpleSpanProcessor(this.#exporter);
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [exporting, ...more] }),
    );
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(
      new CompositePropagator({
        propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
      }),
    );
  }

  /** Spans that have ended, in the order of their ends. */
  get spans(): ReadableSpan[] {
    return this.#exporter.getFinishedSpans();
  }

  clear(): void {
    this.#exporter.reset();
  }

  /** The one span of this name. */
  named(name: string): ReadableSpan {
    const [span, ...more] = this.spans.filter((each) => each.name === name);
    if (span !== undefined && more.length === 0) return span;
    const names = this.spans.map((each) => each.name).join(", ");
    throw new Error(`there is not one span "${name}" among: ${names}`);
  }

  childrenOf(parent: ReadableSpan): ReadableSpan[] {
    const { spanId } = parent.spanContext();
    return this.spans.filter(({ parentSpanContext }) => parentSpanContext?.spanId === spanId);
  }
}

/** Does some work under a span of the application's own. */
export function underSpan<T>(name: string, work: (span: Span) => Promise<T>): Promise<T> {
  return trace.getTracer("application").startActiveSpan(name, async (span) => {
    try {
      return await work(span);
    } finally {
      span.end();
    }
  });
}

/** True for a span whose status says that it failed. */
export function hasFailed({ status }: ReadableSpan): boolean {
  return status.code === SpanStatusCode.ERROR;
}
