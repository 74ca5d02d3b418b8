import {
  BaseCodeExecutor,
  type ExecutionResult,
  type MCPClient,
  type ModelViewSettings,
} from "@toolweave/core";
import { open } from "./clients.js";
import { textOf } from "./results.js";

/** An executor whose executions end as it is told. Its code would have `recall`. */
export class ScriptedExecutor extends BaseCodeExecutor {
  next: Partial<ExecutionResult> = {};

  override get offersRecall(): boolean {
    return true;
  }

  async execute(): Promise<ExecutionResult> {
    return { result: null, logs: [], error: null, execution_time: 0.5, ...this.next };
  }

  async cleanup(): Promise<void> {}
}

/** What a model reads of an execution. */
export interface Shown {
  readonly text: string;
  readonly isError: boolean | undefined;
  readonly envelope: Record<string, unknown>;
  /** The sign by which cuts are marked; `undefined` if nothing was cut. */
  readonly sign: string | undefined;
  /** The handles that the envelope names, in order. */
  readonly handles: string[];
}

/** A client in code mode, and what its model reads of executions that end as given. */
export interface View {
  readonly client: MCPClient;
  show(execution: Partial<ExecutionResult>): Promise<Shown>;
  recall(handle: string | undefined): Promise<unknown>;
}

export function view(settings: ModelViewSettings = {}): View {
  const executor = new ScriptedExecutor();
  const client = open({}, { codeMode: { executor, ...settings } });
  return {
    client,
    async show(execution) {
      executor.next = execution;
      const [executeCode] = client.codeModeConnector?.tools ?? [];
      const answer = await executeCode?.call({ code: "" });
      if (answer === undefined) throw new Error("the connector has no tool");
      const text = textOf(answer);
      const envelope = JSON.parse(text) as Record<string, unknown>;
      const notice = typeof envelope["cut"] === "string" ? envelope["cut"] : "";
      const handles = [...notice.matchAll(/recall\('(r\d+)'\)/g)].map(([, handle]) =>
        String(handle),
      );
      const sign = notice === "" ? undefined : notice.split(" ", 1)[0];
      return { text, isError: answer.isError, envelope, sign, handles };
    },
    async recall(handle = "") {
      return JSON.parse(String(await client.executorHost.recall?.(handle)));
    },
  };
}
