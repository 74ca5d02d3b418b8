import {
  createToolServer,
  type InProcessTool,
  type ServerConfig,
  type ToolResult,
} from "@toolweave/core";
import { KIT_OFFERS } from "./kit-offers.js";

/** A call that reached a server of the kit. */
export interface SeenCall {
  readonly tool: string;
  readonly args: Record<string, unknown>;
  /** True once the caller has cancelled it. */
  readonly cancelled: () => boolean;
}

/** The servers every bench has, and what reached them. */
export interface KitServers {
  readonly config: Record<string, ServerConfig>;
  /** Every call to `kit`, in the order of arrival. */
  readonly calls: readonly SeenCall[];
  /** The most calls to `kit` that were under way at once. */
  readonly mostAtOnce: () => number;
}

const ANY_OBJECT = { type: "object" } as const;

/** Makes the servers `kit`, and `odd-names`, whose names are no identifiers. */
export function openKitServers(): KitServers {
  const calls: SeenCall[] = [];
  let underWay = 0;
  let most = 0;
  const seen = (tool: InProcessTool): InProcessTool => ({
    ...tool,
    handler: async (args, context) => {
      calls.push({ tool: tool.name, args, cancelled: () => context.signal.aborted });
      underWay++;
      most = Math.max(most, underWay);
      try {
        return await tool.handler(args, context);
      } finally {
        underWay--;
      }
    },
  });
  return {
    calls,
    mostAtOnce: () => most,
    config: {
      kit: { server: createToolServer("kit", KIT_TOOLS.map(seen), KIT_OFFERS) },
      "odd-names": { server: createToolServer("odd-names", ODD_NAMES.map(named)) },
    },
  };
}

const KIT_TOOLS: readonly InProcessTool[] = [
  {
    name: "echo",
    description: "Answers with its arguments as structured content",
    inputSchema: ANY_OBJECT,
    handler: (args) => ({ content: [], structuredContent: args }),
  },
  {
    name: "add",
    description: "Adds two numbers",
    inputSchema: {
      type: "object",
      properties: { a: { type: "number" }, b: { type: "number" } },
      required: ["a", "b"],
    },
    handler: ({ a, b }) => text(JSON.stringify({ sum: Number(a) + Number(b) })),
  },
  {
    name: "respond",
    description: "Answers with exactly the MCP result it is given",
    inputSchema: { type: "object", properties: { result: ANY_OBJECT }, required: ["result"] },
    handler: ({ result }) => result as ToolResult,
  },
  {
    name: "fail",
    description: "Reports an error",
    inputSchema: { type: "object", properties: { message: { type: "string" } } },
    handler: ({ message = "it failed" }) => ({ isError: true, ...text(String(message)) }),
  },
  {
    name: "wait",
    description: "Answers after some milliseconds, unless it is cancelled",
    inputSchema: { type: "object", properties: { ms: { type: "number" } }, required: ["ms"] },
    handler: ({ ms }, { signal }) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(text(`waited ${ms} ms`)), Number(ms));
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          resolve(text("cancelled"));
        });
      }),
  },
  {
    name: "large",
    description: "Answers with a text of some size",
    inputSchema: { type: "object", properties: { bytes: { type: "number" } }, required: ["bytes"] },
    handler: ({ bytes }) => text("x".repeat(Number(bytes))),
  },
];

/** Names that take some care, each of which must be callable. */
export const ODD_NAMES: readonly string[] = [
  "list.items",
  "get-item",
  "2fa",
  "delete",
  "then",
  "constructor",
  "__proto__",
  "toString",
  "$resources",
  "naïve",
  "名前",
  "🚀 launch",
  "get_item",
];

function named(name: string): InProcessTool {
  return {
    name,
    description: `The tool of the name ${name}`,
    inputSchema: ANY_OBJECT,
    handler: (args) => ({ content: [], structuredContent: { name, args } }),
  };
}

function text(content: string): ToolResult {
  return { content: [{ type: "text", text: content }] };
}
