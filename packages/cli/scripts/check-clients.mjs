/**
 * Holds `toolweave serve` against clients of others: the MCP inspector, and the conformance suite. They
 * need a newer Node; the argument is a folder with its `node`. The command line runs on this one.
 */
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { checkConformance } from "./check-conformance.mjs";

const INSPECTOR = "@modelcontextprotocol/inspector@2.12.0";
const CONFORMANCE = "@modelcontextprotocol/conformance@0.1.16";
const BIN = fileURLToPath(new URL("../dist/bin.js", import.meta.url));

const [, , nodeFolder = ""] = process.argv;
const folder = mkdtempSync(join(tmpdir(), "toolweave-clients-"));
writeFileSync(join(folder, "toolweave.json"), '{ "mcpServers": {} }');

/** @param {string[]} args */
async function npx(args) {
  const path = [resolve(nodeFolder), process.env["PATH"]].join(delimiter);
  const options = { cwd: folder, env: { ...process.env, PATH: path }, timeout: 180_000 };
  return (await promisify(execFile)("npx", ["-y", ...args], options)).stdout;
}

/** @param {string[]} server @param {string[]} more */
async function inspect(server, more) {
  return JSON.parse(await npx([INSPECTOR, "--cli", ...server, ...more]));
}

/** @param {string} what @param {boolean} ok */
function check(what, ok) {
  console.log(`${ok ? "ok  " : "FAIL"} ${what}`);
  if (!ok) process.exitCode = 1;
}

const child = spawn(process.execPath, [BIN, "serve", "--http", "0"], { cwd: folder });
try {
  let url = "";
  for await (const line of createInterface(child.stderr)) {
    url = /^serving (\S+)$/.exec(line)?.[1] ?? "";
    if (url !== "") break;
  }
  child.stderr.resume();
  const call = ["--method", "tools/call", "--tool-name", "execute_code"];
  const code = ["--tool-arg", "code=return 1 + 1"];
  const servers = {
    stdio: [process.execPath, BIN, "serve"],
    HTTP: [url, "--transport", "http"],
  };
  for (const [name, server] of Object.entries(servers)) {
    const { tools } = await inspect(server, ["--method", "tools/list"]);
    check(`the inspector lists the tools over ${name}`, tools.length === 2);
    const { structuredContent } = await inspect(server, [...call, ...code]);
    check(`the inspector calls execute_code over ${name}`, structuredContent.result === 2);
  }
  // The suite itself fails where a scenario does, and those that are expected to are counted here.
  const suite = ["server", "--url", url, "--suite", "all", "--output-dir", "conformance"];
  await npx([CONFORMANCE, ...suite]).catch(({ stderr }) => console.error(stderr));
  checkConformance(join(folder, "conformance"), check);
} finally {
  child.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
}
