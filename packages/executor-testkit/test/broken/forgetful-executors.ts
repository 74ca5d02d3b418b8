import type { ExecuteOptions, ExecutionResult, Sandbox, SandboxSpec } from "@toolweave/core";
import ProcessExecutor from "../third-party/process-executor.js";

const FOREVER_MS = 1_000_000;
const IMPATIENT_MS = 50;
const LARGE = 1 << 20;

/** Never reports an error: whatever happens was a success. */
export class ErrorlessExecutor extends ProcessExecutor {
  override async execute(
    code: string,
    timeout?: number,
    options?: ExecuteOptions,
  ): Promise<ExecutionResult> {
    const { error_details: _, ...result } = await super.execute(code, timeout, options);
    return { ...result, error: null };
  }
}

/** Tells nothing of the tool calls that were made. */
export class RecordlessExecutor extends ProcessExecutor {
  override async execute(
    code: string,
    timeout?: number,
    options?: ExecuteOptions,
  ): Promise<ExecutionResult> {
    const { tool_calls: _, ...result } = await super.execute(code, timeout, options);
    return result;
  }
}

/** Hears neither of timeouts nor of any other option. */
export class DeafExecutor extends ProcessExecutor {
  override execute(code: string): Promise<ExecutionResult> {
    return super.execute(code, FOREVER_MS);
  }
}

/** Takes every timeout for a very short one. */
export class ImpatientExecutor extends ProcessExecutor {
  override execute(code: string): Promise<ExecutionResult> {
    return super.execute(code, IMPATIENT_MS);
  }
}

/** Takes the end of one execution for its own. */
export class FragileExecutor extends ProcessExecutor {
  override execute(
    code: string,
    timeout?: number,
    options?: ExecuteOptions,
  ): Promise<ExecutionResult> {
    options?.signal?.addEventListener("abort", () => void this.cleanup());
    return super.execute(code, timeout, options);
  }
}

/** Hands on the options it knows of, and no others. */
export class ScopelessExecutor extends ProcessExecutor {
  override execute(
    code: string,
    timeout?: number,
    { signal, onLog, onToolCall }: ExecuteOptions = {},
  ): Promise<ExecutionResult> {
    return super.execute(code, timeout, { signal, onLog, onToolCall });
  }
}

/** Has places for a few sandboxes, and forgets that whoever no longer wants one has to give it back. */
export class LeakyExecutor extends ProcessExecutor {
  #free = 8;
  readonly #waiting: (() => void)[] = [];

  protected override async openSandbox(spec: SandboxSpec): Promise<Sandbox> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free--;
    spec.signal.throwIfAborted();
    const sandbox = await super.openSandbox(spec);
    return {
      ...sandbox,
      dispose: async (options) => {
        await sandbox.dispose(options);
        const next = this.#waiting.shift();
        if (next === undefined) this.#free++;
        else next();
      },
    };
  }
}

/** Takes all sandboxes of the process for its own. */
export class PossessiveExecutor extends ProcessExecutor {
  static readonly #all: Sandbox[] = [];

  protected override async openSandbox(spec: SandboxSpec): Promise<Sandbox> {
    const sandbox = await super.openSandbox(spec);
    PossessiveExecutor.#all.push(sandbox);
    return sandbox;
  }

  override async cleanup(): Promise<void> {
    await super.cleanup();
    const all = PossessiveExecutor.#all.splice(0);
    await Promise.all(all.map((sandbox) => sandbox.dispose({ finished: false })));
  }
}

/** Takes its time for what is large, and sends what comes behind it meanwhile. */
export class HurriedExecutor extends ProcessExecutor {
  protected override async openSandbox(spec: SandboxSpec): Promise<Sandbox> {
    const sandbox = await super.openSandbox(spec);
    return {
      ...sandbox,
      post(message) {
        if (message.length < LARGE) sandbox.post(message);
        else setTimeout(() => sandbox.post(message), 30);
      },
    };
  }
}

/** Can be cleaned up once. */
export class OnceCleanedExecutor extends ProcessExecutor {
  #cleaned = false;

  override async cleanup(): Promise<void> {
    if (this.#cleaned) throw new Error("there is nothing left to clean up");
    this.#cleaned = true;
    await super.cleanup();
  }
}

/** Keeps every sandbox until its own end. */
export class HoardingExecutor extends ProcessExecutor {
  readonly #kept: Sandbox[] = [];

  protected override async openSandbox(spec: SandboxSpec): Promise<Sandbox> {
    const sandbox = await super.openSandbox(spec);
    this.#kept.push(sandbox);
    return { ...sandbox, dispose: async () => {} };
  }

  override async cleanup(): Promise<void> {
    await super.cleanup();
    await Promise.all(this.#kept.map((sandbox) => sandbox.dispose({ finished: false })));
  }
}
