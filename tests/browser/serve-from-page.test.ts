/** A page that calls `toolweave serve --http`, in a real browser: Debian's Chromium, or that of CHROMIUM. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const BIN = fileURLToPath(new URL("../../packages/cli/dist/bin.js", import.meta.url));
const TOKEN = "0123456789abcdef0123";

let pages: Server;
let port: number;
let browser: Browser;

beforeAll(async () => {
  pages = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<title>A page</title>");
  });
  await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
  ({ port } = pages.address() as AddressInfo);
  // Both pages are on this machine, under names that are not this machine's.
  const rules = "MAP *.example 127.0.0.1";
  const args = ["--no-sandbox", `--host-resolver-rules=${rules}`];
  browser = await chromium.launch({ executablePath: CHROMIUM, args });
});
afterAll(async () => {
  await browser?.close();
  pages.close();
});

/** The address of a `toolweave serve` that has a token, and lets a page call. */
async function served(origin: string): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), "toolweave-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  writeFileSync(join(cwd, "toolweave.json"), '{ "mcpServers": {} }');
  const child = spawn(process.execPath, [BIN, "serve", "--http", "0", "--allow-origin", origin], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", TOOLWEAVE_TOKEN: TOKEN },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  for await (const line of createInterface(child.stderr)) {
    const [, url] = /^serving (\S+)$/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error("it is not served");
}

/** What a page gets that begins a session and lists the tools in it. */
async function listFrom(origin: string, url: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(origin);
  const text = await page.evaluate(
    async ({ url, token }) => {
      const headers = {
        accept: "application/json, text/event-stream",
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
      };
      const send = (message: object, more: Record<string, string> = {}): Promise<Response> =>
        fetch(url, {
          method: "POST",
          headers: { ...headers, ...more },
          body: JSON.stringify({ jsonrpc: "2.0", id: 1, ...message }),
        });
      const clientInfo = { name: "page", version: "1" };
      const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
      try {
        const begun = await send({ method: "initialize", params });
        const session = { "mcp-session-id": begun.headers.get("mcp-session-id") ?? "none" };
        return await (await send({ method: "tools/list" }, session)).text();
      } catch (error) {
        return String(error);
      }
    },
    { url, token: TOKEN },
  );
  await page.close();
  return text;
}

it("answers the page that is allowed, and no other", async () => {
  const allowed = `http://app.example:${port}`;
  const url = await served(allowed);
  expect(await listFrom(allowed, url)).toContain('"execute_code"');
  expect(await listFrom(`http://evil.example:${port}`, url)).toContain("Failed to fetch");
});
