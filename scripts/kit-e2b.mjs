import { startE2BStandIn } from "../packages/e2b-stand-in/dist/index.js";

/**
 * What the kit needs for executor-e2b: E2B itself where E2B_API_KEY is set, or else the stand-in.
 *
 * @returns {Promise<import("./kit.mjs").KitSetup>}
 */
export async function setUpE2B() {
  const apiKey = process.env["E2B_API_KEY"];
  const standIn = apiKey === undefined ? await startE2BStandIn({ record: false }) : undefined;
  console.log(`Sandboxes are ${standIn === undefined ? "E2B's" : "the stand-in's"}.`);
  return {
    options: standIn?.connection ?? { apiKey },
    // To this executor timeoutMs is the life of a sandbox.
    translate: ({ timeoutMs, ...others }) => ({
      ...others,
      ...(timeoutMs !== undefined && { executionTimeoutMs: timeoutMs }),
    }),
    close: async () => standIn?.close(),
  };
}
