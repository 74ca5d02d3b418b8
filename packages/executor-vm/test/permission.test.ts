import { spawn } from "node:child_process";
import { mkdtempSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NODE_RUNNER } from "@toolweave/core/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeLaunch } from "../src/node-launch.js";
import { ATTEMPTS } from "./escaped-code.js";

const folder = mkdtempSync(join(tmpdir(), "toolweave-escape-"));
const secret = join(folder, "secret.txt");
const reached: string[] = [];
let results: Record<string, string> = {};
const servers: { close(): void }[] = [];

/** Runs code in a sandbox process as if it had got out of its context: in the runner's own realm. */
async function runEscaped(code: string): Promise<Record<string, string>> {
  const launch = nodeLaunch({ execPath: process.execPath, memoryLimitMb: 512 });
  const child = spawn(launch.command, [...launch.args, "-e", `${NODE_RUNNER};${code}`], {
    env: launch.environment,
    stdio: ["pipe", "ignore", "pipe"],
  });
  let text = "";
  for await (const chunk of child.stderr) text += chunk;
  return JSON.parse(text.slice(text.indexOf("{")));
}

function listen(server: Server, at: number | string): Promise<Server> {
  servers.push(server);
  return new Promise((resolve) => server.listen(at as number, () => resolve(server)));
}

beforeAll(async () => {
  writeFileSync(secret, "a secret of the host's");
  openSync(secret, "r");
  const web = await listen(
    createServer((request, response) => {
      reached.push(request.url ?? "");
      response.end("reached");
    }),
    0,
  );
  const local = join(folder, "host.sock");
  await listen(createSocketServer(() => reached.push("unix socket")) as Server, local);
  const { port } = web.address() as AddressInfo;
  const given = { folder, secret, local, port, parent: process.pid };
  results = await runEscaped(ATTEMPTS.replace("GIVEN", JSON.stringify(given)));
});

afterAll(() => {
  for (const server of servers) server.close();
});

describe("code that got out of its context", () => {
  it("still runs, or this would prove nothing", () => {
    expect(results["control"]).toBe("done: 2");
    expect(Object.keys(results).length).toBeGreaterThan(40);
  });

  it("finds an empty environment", () => {
    expect(results["environment"]).toBe("{}");
  });

  it("finds no descriptor of a file", () => {
    expect(results["descriptors"]).toBe("done: ");
  });

  it("is refused everything else that it tries", () => {
    const { control, environment, descriptors, ...attempts } = results;
    const successes = Object.entries(attempts).filter(([, result]) => !/^refused/.test(result));
    expect(successes).toEqual([]);
  });

  it("has reached nobody, and left nothing", () => {
    expect(reached).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(["host.sock", "secret.txt"]);
  });
});
