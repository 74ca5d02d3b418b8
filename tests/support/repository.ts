import {
  createToolServer,
  type MCPClient,
  type ServerConfig,
  type ToolCallRecord,
  type ToolPolicy,
} from "@toolweave/core";
import { open } from "./clients.js";

/** What a test says of its client. */
export interface RepositoryOptions {
  readonly policy?: ToolPolicy;
  readonly config?: Omit<ServerConfig, "server" | "command" | "url">;
}

/** A client whose server `my-repo` remembers the calls that reach it. */
export function openRepository({ policy = {}, config = {} }: RepositoryOptions): {
  client: MCPClient;
  made: string[];
} {
  const made: string[] = [];
  const tool = (name: string, annotations = {}) => ({
    name,
    annotations,
    inputSchema: { type: "object", properties: { path: { type: "string" } } },
    handler: ({ path }: Record<string, unknown>) => {
      made.push(path === undefined ? name : `${name} ${path}`);
      return { content: [{ type: "text", text: "done" }] };
    },
  });
  const server = createToolServer("my-repo", [
    tool("read", { readOnlyHint: true }),
    tool("write"),
    tool("delete.all", { destructiveHint: true }),
    tool("delete_one", { destructiveHint: true }),
  ]);
  const executorOptions = { timeoutMs: 5_000 };
  const client = open({ "my-repo": { ...config, server } }, { policy, executorOptions });
  return { client, made };
}

/** `"delete_one denied"`, one for each call. */
export function statuses(calls: ToolCallRecord[] | undefined): string[] {
  return (calls ?? []).map(({ tool, status }) => `${tool} ${status}`);
}
