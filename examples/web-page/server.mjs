/** A web server that runs an agent for a page, and tells it the steps by server-sent events. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const PAGE = await readFile(new URL("page.html", import.meta.url));

/**
 * Serves the page at `/` and the steps of a run at `/run?task=…`. A page that goes away ends its run.
 *
 * @param {import("@toolweave/agent").MCPAgent} agent
 * @param {number} port 0 for any that is free
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startServer(agent, port = 0) {
  const server = createServer(async ({ url = "/" }, response) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    if (pathname === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
    } else if (pathname === "/run") {
      await sendSteps(agent, searchParams.get("task") ?? "", response);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * @param {import("@toolweave/agent").MCPAgent} agent
 * @param {string} task
 * @param {import("node:http").ServerResponse} response
 */
async function sendSteps(agent, task, response) {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  /** @param {object} data */
  const send = (data) => response.write(`data: ${JSON.stringify(data)}\n\n`);
  try {
    // Every visitor has a conversation of their own.
    const options = { signal: gone.signal, threadId: crypto.randomUUID() };
    for await (const step of agent.stream(task, options)) send(forPage(step));
  } catch (error) {
    send({ type: "error", message: error instanceof Error ? error.message : String(error) });
  }
  response.end();
}

/** What the page needs of a step: messages and whole results stay here. */
function forPage(/** @type {import("@toolweave/agent").AgentStep} */ step) {
  if (step.type === "result") {
    const { status, output, usage } = step.result;
    return { type: "result", result: { status, output, usage } };
  }
  return step.type === "tool" ? { type: "tool", name: step.name, failed: step.failed } : step;
}
