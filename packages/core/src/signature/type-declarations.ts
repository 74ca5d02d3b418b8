import { RESERVED_GLOBALS, SHADOWED_MEMBERS } from "../catalog/guest-names.js";
import type { CatalogNamespace, ToolInfo } from "../contract/executor-host.js";
import type { OutputShape } from "../observed-outputs/output-shape.js";
import { inSlices } from "../protocol/in-slices.js";
import { fittingText, type TextLimits } from "./fitting-text.js";
import { GUEST_DECLARATIONS } from "./guest-declarations.js";
import { propertyKey, quoted } from "./literal-text.js";
import { plainLines } from "./plain-text.js";
import { printCall } from "./print-call.js";
import { SharedTypes } from "./shared-types.js";
import { readToolTypes, type ToolTypes } from "./tool-types.js";
import { ANY_OBJECT } from "./type-node.js";
import { printDeclared, printDoc } from "./type-printer.js";

const LIMITS: TextLimits = { docs: "full", maxLength: 40_000, maxMembers: 1_000, maxLiterals: 200 };
const MAX_DESCRIPTION = 2_000;

const HEAD = `// The globals of code mode. Those that the web has too (console, timers, URL, …) are declared by
// TypeScript's library "dom" or "webworker", or by @types/node.
`;

const SERVER_MEMBERS = `  readonly $resources: McpResources;
  readonly $prompts: McpPrompts;
`;

/** Finds what is known of a tool's results. */
export type ShapeLookup = (server: string, tool: ToolInfo) => OutputShape | undefined;

/** The tools of namespaces as the text of a `.d.ts` file. */
export async function typeDeclarations(
  namespaces: readonly CatalogNamespace[],
  shapeOf: ShapeLookup,
): Promise<string> {
  const blocks = await inSlices(declareAll(namespaces, shapeOf));
  return [HEAD, GUEST_DECLARATIONS, ...blocks, ...declareRawNames(namespaces)].join("\n");
}

function* declareAll(
  namespaces: readonly CatalogNamespace[],
  shapeOf: ShapeLookup,
): Generator<undefined, string[]> {
  const blocks: string[] = [];
  for (const namespace of namespaces) blocks.push(yield* declareNamespace(namespace, shapeOf));
  return blocks;
}

function* declareNamespace(
  namespace: CatalogNamespace,
  shapeOf: ShapeLookup,
): Generator<undefined, string> {
  const { identifier, serverName, tools } = namespace;
  const shared = new SharedTypes(LIMITS.docs);
  const read: { readonly tool: ToolInfo; readonly types: ToolTypes }[] = [];
  for (const tool of tools) {
    const types = withArgument(readToolTypes(tool, shapeOf(serverName, tool)));
    shared.count(types.args);
    shared.count(types.result);
    read.push({ tool, types });
    yield;
  }
  const members: string[] = [];
  for (const { tool, types } of read) {
    members.push(declareTool(tool, types, identifier, shared));
    yield;
  }
  const types = declareShared(identifier, shared);
  const about = `/** The tools of the server ${plainLines(quoted(serverName), 200).join(" ")}. */\n`;
  return `${about}declare var ${identifier}: {\n${members.join("")}${SERVER_MEMBERS}};\n${types}`;
}

function declareTool(
  tool: ToolInfo,
  types: ToolTypes,
  namespace: string,
  shared: SharedTypes,
): string {
  const { name, identifier, description = tool.title ?? "" } = tool;
  const nameOf = (type: Parameters<SharedTypes["nameOf"]>[0]): string | undefined => {
    const shortName = shared.nameOf(type);
    return shortName === undefined ? undefined : `${namespace}.${shortName}`;
  };
  const call =
    fittingText(LIMITS, shared, { names: [name], nameOf }, (style) => printCall(types, style, 1)) ??
    "(args: unknown /* too large to show */): Promise<unknown>";
  const doc = printDoc(plainLines(description, MAX_DESCRIPTION), "  ");
  // `new(…)` without quotes would declare a constructor.
  const key = identifier === "new" ? quoted(identifier) : propertyKey(identifier);
  const isAlias = name !== identifier && !SHADOWED_MEMBERS.has(name);
  const alias = `  ${quoted(name)}: (typeof ${namespace})[${quoted(identifier)}];\n`;
  return `  ${doc}${key}${call};\n${isAlias ? alias : ""}`;
}

function declareShared(namespace: string, shared: SharedTypes): string {
  const nameOf = shared.nameOf.bind(shared);
  let text = "";
  for (const { name, type } of shared.named) {
    const declared =
      fittingText(LIMITS, shared, { names: [], nameOf }, (style) => printDeclared(type, style)) ??
      "unknown /* too large to show */";
    text += `type ${name} = ${declared};\n`;
  }
  if (text === "") return "";
  const indented = text.trimEnd().replaceAll("\n", "\n  ");
  return `declare namespace ${namespace} {\n  ${indented}\n}\n`;
}

/** A call without arguments may still pass an empty object. */
function withArgument(types: ToolTypes): ToolTypes {
  return types.need === "none" ? { ...types, args: ANY_OBJECT, need: "optional" } : types;
}

/**
 * Server names that are no identifiers, for `globalThis["my-server"]`. TypeScript cannot declare such a
 * global, but it knows one that is exported into the global scope under that name, as long as nobody
 * hears its objection to the place.
 */
function declareRawNames(namespaces: readonly CatalogNamespace[]): string[] {
  const exported = namespaces
    .filter(({ serverName, identifier }) => {
      const isSayable = serverName !== identifier && !/\p{Surrogate}/u.test(serverName);
      return isSayable && !RESERVED_GLOBALS.has(serverName);
    })
    .map(({ serverName, identifier }) => `${identifier} as ${quoted(serverName)}`);
  if (exported.length === 0) return [];
  const ignore = "// @ts-ignore: the only way to declare a global whose name is no identifier.";
  const exports = `export { ${exported.join(", ")} };`;
  return [
    `declare module "toolweave:server-names" {\n  global {\n    ${ignore}\n    ${exports}\n  }\n}\n`,
  ];
}
