/**
 * One process of an application that asks for approval: it begins a task, or decides on what an earlier
 * process was asked. Its notes tell a file what is done to them, and so does it tell its outcome.
 */
import { appendFileSync, readFileSync } from "node:fs";
import { ChatOpenAI } from "@langchain/openai";
import { MCPAgent } from "@toolweave/agent";
import { createToolServer, MCPClient } from "@toolweave/core";
import { FileSaver } from "./file-saver.mjs";

const { baseURL, apiKey, store, account, step } = JSON.parse(process.argv[2] ?? "");

/** The process dies of the first call of this one. */
const DEADLY = "crash";
const names = ["list", "read", "delete", DEADLY];
const server = createToolServer(
  "notes",
  names.map((name) => ({
    name,
    inputSchema: { type: "object" },
    handler: (args) => {
      appendFileSync(account, `${name} ${JSON.stringify(args)}\n`);
      if (name === DEADLY && readFileSync(account, "utf8").split(DEADLY).length === 2) {
        setTimeout(() => process.kill(process.pid, "SIGKILL"), 300);
        return new Promise(() => {});
      }
      return { content: [{ type: "text", text: JSON.stringify({ name, at: performance.now() }) }] };
    },
  })),
);
const client = new MCPClient(
  { mcpServers: { notes: { server } } },
  { codeMode: { policy: { rules: [{ match: "notes.delete", action: "ask" }] } } },
);
const agent = new MCPAgent({
  llm: new ChatOpenAI({ model: "gpt-4o", apiKey, configuration: { baseURL } }),
  client,
  memory: new FileSaver(store),
  threadId: "a conversation",
});
const { status, output, approvals } =
  step === "begin"
    ? await agent.invoke("Tidy up")
    : await agent.resume(
        await agent.pendingApprovals().then((all) => all.map(() => ({ type: "approve" }))),
      );
process.stdout.write(JSON.stringify({ status, output, approvals }), () => {
  // As abruptly as a process can end.
  process.kill(process.pid, "SIGKILL");
});
