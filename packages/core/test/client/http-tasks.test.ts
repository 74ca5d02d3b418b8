import { expect, it } from "vitest";
import { json, textResult } from "../support/bare-server.js";
import { open } from "../support/clients.js";
import { listen } from "../support/http-server.js";
import { eventually } from "../support/processes.js";

const HANDSHAKE = {
  protocolVersion: "2025-11-25",
  capabilities: { tools: {}, tasks: { cancel: {}, requests: { tools: { call: {} } } } },
  serverInfo: { name: "tasks", version: "1" },
};
const WORK = {
  name: "work",
  inputSchema: { type: "object" },
  execution: { taskSupport: "required" },
};

it("a task is cancelled whose server refuses to say how it stands", async () => {
  const seen: string[] = [];
  const results: Readonly<Record<string, object>> = {
    initialize: HANDSHAKE,
    "tools/list": { tools: [WORK] },
    "tools/call": { task: { taskId: "1", status: "working", pollInterval: 50 } },
    "tasks/result": textResult("worked"),
    "tasks/cancel": { taskId: "1", status: "cancelled" },
  };
  const server = await listen(async (request, response) => {
    if (request.method !== "POST") return response.writeHead(405).end();
    let body = "";
    for await (const chunk of request) body += chunk;
    const { id, method } = JSON.parse(body) as { id?: number; method: string };
    seen.push(method);
    if (id === undefined) return response.writeHead(202).end();
    if (method === "tasks/get") return response.writeHead(503).end("busy");
    return json(response, id, results[method]);
  });
  const client = open({ web: { url: server.url } });
  await expect(client.callTool("web", "work")).rejects.toMatchObject({
    code: "SERVER_UNAVAILABLE",
    message: 'The server "web" refused work (HTTP 503: busy)',
  });
  await eventually(() => seen.includes("tasks/cancel"));
});
