import type { CallToolOptions, ToolDefinition } from "../contract/tool.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { MAX_TIMER_MS } from "../protocol/max-timer.js";
import { orAborted } from "./or-aborted.js";

/** What is needed of the session. */
export interface ListedTools {
  readonly serverName: string;
  /** The list, while it is true. */
  readonly knownTools: readonly ToolDefinition[] | undefined;
  listTools(): Promise<readonly ToolDefinition[]>;
}

/** Which tools a server runs as tasks alone. */
export class TaskTools {
  readonly #of: ListedTools;
  #list: readonly ToolDefinition[] | undefined;
  #tasked: ReadonlyMap<string, boolean> = new Map();

  constructor(of: ListedTools) {
    this.#of = of;
  }

  /**
   * True for a tool that can be called in no other way. Of one that was listed before, a list that is read anew is
   * not waited for: the server may take long to give it, or never do.
   *
   * @throws ToolweaveError `TOOL_TIMEOUT` where a first list takes longer than the call may.
   */
  async has(name: string, { signal, timeoutMs }: CallToolOptions): Promise<boolean> {
    const known = this.#of.knownTools;
    if (known !== undefined) this.#note(known);
    else {
      const reading = this.#of.listTools().then(
        (list) => this.#note(list),
        // Without a list it is called like any other, and what is wrong shows then.
        () => {},
      );
      if (!this.#tasked.has(name)) await this.#inTime(name, reading, { signal, timeoutMs });
    }
    return this.#tasked.get(name) ?? false;
  }

  #note(list: readonly ToolDefinition[]): void {
    if (list === this.#list) return;
    this.#list = list;
    this.#tasked = new Map(list.map((tool) => [tool.name, runsAsTaskOnly(tool)]));
  }

  async #inTime(name: string, reading: Promise<void>, options: CallToolOptions): Promise<void> {
    const { signal, timeoutMs } = options;
    const late = typeof timeoutMs === "number" ? timeUp(timeoutMs) : undefined;
    const given = [signal, late].filter((each) => each !== undefined);
    try {
      await given.reduce(orAborted, reading);
    } catch (error) {
      // The call itself tells of an abort.
      if (signal?.aborted) return;
      const { serverName: server } = this.#of;
      const message = `${name} on "${server}" was not called within ${timeoutMs} ms (timeoutMs): the server had not listed its tools yet, which says how to call them`;
      const details = { server, tool: name };
      throw new ToolweaveError("TOOL_TIMEOUT", message, { details, cause: error });
    }
  }
}

/** A signal takes whole milliseconds, and a caller may give a part of one. */
function timeUp(ms: number): AbortSignal {
  return AbortSignal.timeout(Math.ceil(Math.min(ms, MAX_TIMER_MS)));
}

function runsAsTaskOnly(tool: ToolDefinition): boolean {
  const { execution } = tool as { readonly execution?: { readonly taskSupport?: unknown } | null };
  return execution?.taskSupport === "required";
}
