import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { ServerConfig } from "@toolweave/core";
import { z } from "zod";

const ISSUES = [
  { number: 1, title: "Crash on start", state: "open", labels: [{ name: "bug" }] },
  { number: 2, title: "Dark mode", state: "open", labels: [{ name: "feature" }] },
  { number: 3, title: "Typo", state: "closed", labels: [{ name: "bug" }] },
];

const FILES: Readonly<Record<string, string>> = { "a.txt": "one\ntwo\n", "b.txt": "three\n" };

/** In-process servers with the names and tools that the documents use. */
export function demoServers(): Record<string, ServerConfig> {
  return {
    github: { server: github() },
    filesystem: { server: filesystem() },
    browser: { server: browser() },
  };
}

function github(): McpServer {
  const server = new McpServer({ name: "github", version: "1.0.0" });
  const repository = { owner: z.string(), repo: z.string() };
  const state = z.enum(["open", "closed", "all"]).optional();
  const listing = { inputSchema: { ...repository, state } };
  const list = ({ state = "all" }: { state?: string | undefined }): ReturnType<typeof text> =>
    text(JSON.stringify(ISSUES.filter((issue) => state === "all" || issue.state === state)));
  server.registerTool("list_issues", { description: "Lists issues", ...listing }, list);
  server.registerTool(
    "list_pull_requests",
    { description: "Lists pull requests", ...listing },
    list,
  );
  server.registerTool(
    "get_issue",
    { description: "Gets one issue", inputSchema: { ...repository, number: z.number() } },
    ({ number }) => {
      const issue = ISSUES.find((each) => each.number === number);
      return issue ? text(JSON.stringify(issue)) : failure(`No issue has the number ${number}`);
    },
  );
  server.registerPrompt(
    "review",
    { description: "Asks for a review", argsSchema: { number: z.string() } },
    ({ number }) => ({
      messages: [
        { role: "user", content: { type: "text", text: `Review pull request ${number}.` } },
      ],
    }),
  );
  return server;
}

function filesystem(): McpServer {
  const server = new McpServer({ name: "filesystem", version: "1.0.0" });
  server.registerResource("readme", "file:///readme.txt", {}, ({ href }) => ({
    contents: [{ uri: href, text: "Read this first" }],
  }));
  const inputSchema = { path: z.string() };
  server.registerTool(
    "list_directory",
    { description: "Lists the files of a folder", inputSchema },
    () =>
      text(
        Object.keys(FILES)
          .map((name) => `[FILE] ${name}`)
          .join("\n"),
      ),
  );
  for (const name of ["read_file", "read_text_file"]) {
    server.registerTool(name, { description: "Reads a file", inputSchema }, ({ path }) => {
      const content = FILES[path.replace(/^.*\//, "")];
      return content === undefined ? failure(`No such file: ${path}`) : text(content);
    });
  }
  return server;
}

function browser(): McpServer {
  const server = new McpServer({ name: "browser", version: "1.0.0" });
  server.registerTool(
    "screenshot",
    { description: "Shows a page as an image", inputSchema: { url: z.string() } },
    () => ({ content: [{ type: "image", data: "R0lGODlhAQABAAAAACw=", mimeType: "image/gif" }] }),
  );
  return server;
}

type Answer = { content: { type: "text"; text: string }[]; isError?: boolean };

function text(content: string): Answer {
  return { content: [{ type: "text", text: content }] };
}

function failure(message: string): Answer {
  return { ...text(message), isError: true };
}
