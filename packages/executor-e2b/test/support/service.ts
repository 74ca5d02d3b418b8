import type { E2BExecutorOptions } from "@toolweave/core";
import { type E2BStandIn, startE2BStandIn } from "@toolweave/e2b-stand-in";

/** What to connect to: E2B itself where E2B_API_KEY is set, or else a stand-in. */
export interface Service {
  readonly options: E2BExecutorOptions;
  close(): Promise<void>;
}

export async function openService(): Promise<Service> {
  const apiKey = process.env["E2B_API_KEY"];
  if (apiKey !== undefined) return { options: { apiKey }, close: async () => {} };
  const standIn: E2BStandIn = await startE2BStandIn({ record: false });
  return { options: standIn.connection, close: () => standIn.close() };
}
