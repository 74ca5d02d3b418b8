/**
 * Where the one tool of the namespace `bench` comes from: `echo({ n })`, which answers `{ n }`.
 *
 * @typedef {(args: Record<string, unknown>) => unknown} ToolFunction
 *
 * @typedef {{ readonly kind: "function", readonly call: ToolFunction }} FunctionSource
 *
 * @typedef {object} ServerSource
 * @property {"server"} kind
 * @property {() => import("@toolweave/core").ServerConfig} makeServer each client needs its own
 *
 * @typedef {FunctionSource | ServerSource} ToolSource
 */

import { fileURLToPath } from "node:url";
import { bareServer } from "./bare-server.mjs";
import { sdkServer } from "./sdk-server.mjs";

/** A plain function of this process: no MCP at all. @type {FunctionSource} */
export const functionTool = { kind: "function", call: ({ n }) => ({ n }) };

/** A server that does nothing but answer: what is left is the MCP client. @type {ServerSource} */
export const bareTool = { kind: "server", makeServer: () => ({ server: bareServer() }) };

/** The SDK's `McpServer`, which checks every request with zod. @type {ServerSource} */
export const sdkTool = { kind: "server", makeServer: () => ({ server: sdkServer() }) };

/** The same server as a process of its own, over stdio. @type {ServerSource} */
export const stdioTool = {
  kind: "server",
  makeServer: () => ({
    command: process.execPath,
    args: [fileURLToPath(new URL("stdio-server.mjs", import.meta.url))],
  }),
};
