import type { Implementation } from "@modelcontextprotocol/sdk/types.js";

/** How we introduce ourselves to servers. */
export const CLIENT_INFO: Implementation = { name: "toolweave", version: "1" };
