import type { ExecutorReport } from "./check-executor.js";
import type { PolicyReport } from "./check-policy.js";
import type { ServerReport } from "./check-server.js";

/** What `toolweave doctor` finds. */
export interface DoctorReport {
  readonly config: string;
  readonly servers: readonly ServerReport[];
  readonly executor: ExecutorReport;
  /** Of a policy, if there is one. */
  readonly policy?: PolicyReport | undefined;
  /** About what definitions cost a client, without code mode and with it. */
  readonly tokens: { readonly direct: number; readonly codeMode: number };
}
