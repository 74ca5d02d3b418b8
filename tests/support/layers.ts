/** The packages from top to bottom; those of one row do not know each other. */
export const PACKAGE_LAYERS: readonly (readonly string[])[] = [
  ["examples", "bench", "tests"],
  ["packages/cli"],
  ["packages/agent"],
  ["packages/executor-vm", "packages/executor-quickjs", "packages/executor-e2b"],
  ["packages/executor-testkit", "packages/e2b-stand-in", "packages/model-stand-ins"],
  ["packages/core"],
  ["packages/prompts"],
];

/** The files and folders of packages/core/src from top to bottom. */
export const CORE_LAYERS: readonly (readonly string[])[] = [
  ["index.ts", "node.ts"],
  ["mcp-client.ts"],
  ["code-mode"],
  ["model-view"],
  ["executor"],
  ["bridge"],
  ["observability"],
  ["client"],
  ["search"],
  ["signature"],
  ["catalog", "observed-outputs"],
  ["compile", "node-runner", "guest", "sandbox-pool"],
  ["protocol"],
  ["contract"],
  ["errors", "generated", "bundles"],
];

/**
 * Where imports of the MCP SDK may stand in published code: its client's side in core, its server's side
 * where the command line serves, and its OAuth where the command line logs in.
 */
export const MCP_SDK_FOLDERS: readonly string[] = [
  "packages/core/src/client/",
  "packages/cli/src/serve/",
  "packages/cli/src/login/",
];

/** The layer's number, from the top; throws for what the table does not know. */
export function layerOf(layers: readonly (readonly string[])[], name: string): number {
  const layer = layers.findIndex((names) => names.includes(name));
  if (layer < 0) throw new RangeError(`${name} has no layer: give it one in support/layers.ts`);
  return layer;
}
