/** What a process says to those who listen. */
export type ProcessOutput =
  | { readonly case: "stdout" | "stderr"; readonly bytes: Buffer }
  | { readonly case: "end"; readonly end: ProcessEnd }
  | { readonly case: "keepalive" };

/** How a process ended, in the words of envd. */
export interface ProcessEnd {
  readonly exitCode: number;
  readonly exited: boolean;
  readonly status: string;
  readonly error?: string;
}

const FULL_BYTES = 1 << 20;

/** The output of one process on its way to one listener. */
export class OutputQueue implements AsyncIterable<ProcessOutput> {
  readonly #onDrain: () => void;
  readonly #waiting: ProcessOutput[] = [];
  #bytes = 0;
  #isClosed = false;
  #wake: (() => void) | undefined;

  constructor(onDrain: () => void) {
    this.#onDrain = onDrain;
  }

  /** Whether the process had better wait before it says more. */
  get isFull(): boolean {
    return this.#bytes >= FULL_BYTES && !this.#isClosed;
  }

  push(output: ProcessOutput): void {
    if (this.#isClosed) return;
    this.#waiting.push(output);
    this.#bytes += sizeOf(output);
    this.#wake?.();
  }

  /** No more is listened to; what waits is forgotten. */
  close(): void {
    this.#isClosed = true;
    this.#waiting.length = 0;
    this.#wake?.();
    this.#onDrain();
  }

  /** Ends after the process's end, or when the queue is closed. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ProcessOutput> {
    while (!this.#isClosed) {
      const next = this.#waiting.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      this.#bytes -= sizeOf(next);
      if (!this.isFull) this.#onDrain();
      yield next;
      if (next.case === "end") return;
    }
  }
}

function sizeOf(output: ProcessOutput): number {
  return "bytes" in output ? output.bytes.length : 0;
}
