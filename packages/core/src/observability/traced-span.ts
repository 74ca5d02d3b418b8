import type { Attributes, Context, Span } from "@opentelemetry/api";
import type { OpenTelemetryApi } from "./open-telemetry.js";
import { recordedContent } from "./recorded-content.js";
import { ATTRIBUTE } from "./span-attributes.js";
import type { CompleteTelemetrySettings } from "./telemetry-settings.js";

/** How what a span stands for failed. */
export interface SpanFailure {
  /** For `error.type`: one of few. */
  readonly type: string;
  /** May quote data, and is recorded only with outputs. */
  readonly message: string;
}

/** A span under way. Nothing that an SDK, or a processor of spans, does wrong gets past it. */
export class TracedSpan {
  /** The context in which the span is the active one. */
  readonly context: Context;
  readonly #api: OpenTelemetryApi;
  readonly #settings: CompleteTelemetrySettings;
  readonly #span: Span;

  constructor(
    api: OpenTelemetryApi,
    settings: CompleteTelemetrySettings,
    span: Span,
    parent: Context,
  ) {
    this.#api = api;
    this.#settings = settings;
    this.#span = span;
    this.context = api.trace.setSpan(parent, span);
  }

  set(attributes: Attributes): void {
    quietly(() => this.#span.setAttributes(attributes));
  }

  rename(name: string): void {
    quietly(() => this.#span.updateName(name));
  }

  /** Records what was given, if that is asked for. */
  input(key: string, value: unknown): void {
    if (this.#settings.recordInputs) this.#record(key, value);
  }

  /** Records what came of it, if that is asked for. */
  output(value: unknown): void {
    if (this.#settings.recordOutputs) this.#record(ATTRIBUTE.output, value);
  }

  end(failure?: SpanFailure): void {
    quietly(() => {
      if (failure !== undefined && this.#span.isRecording()) this.#fail(failure);
      this.#span.end();
    });
  }

  #fail({ type, message }: SpanFailure): void {
    const { recordOutputs, maxContentLength } = this.#settings;
    const text = recordOutputs ? recordedContent(message, maxContentLength) : undefined;
    this.#span.setAttribute(ATTRIBUTE.errorType, type);
    this.#span.setStatus({
      code: this.#api.SpanStatusCode.ERROR,
      ...(text !== undefined && { message: text }),
    });
  }

  #record(key: string, value: unknown): void {
    quietly(() => {
      if (!this.#span.isRecording()) return;
      const text = recordedContent(value, this.#settings.maxContentLength);
      if (text !== undefined) this.#span.setAttribute(key, text);
    });
  }
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // A trace that lacks something is better than an execution that fails for it.
  }
}
