import { execFile } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, rm, symlink } from "node:fs/promises";
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type Server,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Sandbox } from "@e2b/code-interpreter";
import { type E2BStandIn, startE2BStandIn } from "@toolweave/e2b-stand-in";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./support/eventually.js";
import { isAlive } from "./support/processes.js";

const SPAWN_SLEEPERS = "sleep 60 & sleep 60 & wait";

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function ask(standIn: E2BStandIn, headers: OutgoingHttpHeaders): ClientRequest {
  return request(`${standIn.sandboxUrl}/page`, { headers, agent: false }).end();
}

async function textOf(asked: ClientRequest): Promise<string> {
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  return text(response);
}

describe("the stand-in", () => {
  let standIn: E2BStandIn;
  let sandbox: Sandbox;

  beforeAll(async () => {
    standIn = await startE2BStandIn({ templates: { "without-node": { node: false } } });
    sandbox = await Sandbox.create({ ...standIn.connection, timeoutMs: 600_000 });
  });
  afterAll(() => standIn.close());

  it("counts sandboxes: alive, most ever alive, created", async () => {
    const other = await startE2BStandIn();
    const made = await Promise.all([1, 2, 3].map(() => Sandbox.create(other.connection)));
    await Promise.all(made.map((one) => one.kill()));
    await Sandbox.create(other.connection);
    expect(other.sandboxes()).toMatchObject({ alive: 1, mostAlive: 3, created: 4 });
    await other.close();
    expect(other.sandboxes()).toMatchObject({ alive: 0, mostAlive: 3, created: 4 });
  });

  it("gives a program nothing of the host's environment", async () => {
    process.env["HOST_SECRET"] = "do-not-tell";
    const { stdout } = await sandbox.commands.run("node -p 'JSON.stringify(process.env)'");
    delete process.env["HOST_SECRET"];
    const names = Object.keys(JSON.parse(stdout)).filter((name) => !name.startsWith("E2B_"));
    const ofTheShell = ["PWD", "SHLVL", "_"];
    expect(names.sort()).toEqual([...ofTheShell, "HOME", "LOGNAME", "PATH", "USER"].sort());
  });

  it("has templates without Node.js", async () => {
    const bare = await Sandbox.create("without-node", standIn.connection);
    await expect(bare.commands.run("node --version")).rejects.toMatchObject({ exitCode: 127 });
    expect(await bare.commands.run("ls / | head -n 1")).toMatchObject({ exitCode: 0 });
  });

  it("has templates with another program as their Node.js", async () => {
    const folder = await mkdtemp(join(tmpdir(), "other-node-"));
    await symlink("/bin/echo", join(folder, "node"));
    const other = await startE2BStandIn({ templates: { odd: { node: join(folder, "node") } } });
    const odd = await Sandbox.create("odd", other.connection);
    expect(await odd.commands.run("node it is")).toMatchObject({ stdout: "it is\n" });
    await other.close();
    await rm(folder, { recursive: true });
  });

  it("keeps what it received: paths, headers, bodies, and input as text", async () => {
    const handle = await sandbox.commands.run("cat", {
      background: true,
      stdin: true,
      envs: { NAME: "value-of-env" },
    });
    await handle.sendStdin("text-of-stdin");
    await sandbox.files.write("file", "text-of-file");
    const containing = (part: string) =>
      standIn.received().flatMap((one) => (one.body.includes(part) ? [one.request] : []));
    expect(containing("value-of-env")).toEqual(["POST /process.Process/Start"]);
    expect(containing("text-of-stdin")).toEqual(["POST /process.Process/SendInput"]);
    expect(containing("text-of-file")).toEqual(["POST /files?path=file"]);
    const creations = standIn.received().filter(({ plane }) => plane === "control");
    expect(creations[0]?.headers["x-api-key"]).toBe(standIn.apiKey);
    standIn.forgetReceived();
    expect(standIn.received()).toEqual([]);
  });

  it("keeps nothing when it is told to", async () => {
    const other = await startE2BStandIn({ record: false });
    await Sandbox.create(other.connection);
    expect(other.received()).toEqual([]);
    await other.close();
  });

  it("refuses calls to a sandbox without its token", async () => {
    const list = (token: string) =>
      fetch(`${standIn.sandboxUrl}/process.Process/List`, {
        method: "POST",
        body: "{}",
        headers: {
          "content-type": "application/json",
          "e2b-sandbox-id": sandbox.sandboxId,
          "x-access-token": token,
        },
      });
    expect((await list("guessed")).status).toBe(401);
    const token = Reflect.get(sandbox, "envdAccessToken") as string;
    expect((await list(token)).status).toBe(200);
  });

  it("leads to the ports of a sandbox by its host", async () => {
    const server = createServer((request, response) => response.end(`you asked ${request.url}`));
    server.on("upgrade", (_request, socket) => {
      socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n",
      );
      socket.pipe(socket);
    });
    const host = sandbox.getHost(await listen(server));
    expect(await textOf(ask(standIn, { host }))).toBe("you asked /page");

    const upgrade = ask(standIn, { host, connection: "Upgrade", upgrade: "echo" });
    const [, socket] = (await once(upgrade, "upgrade")) as [unknown, Socket];
    socket.write("to and fro");
    expect(String((await once(socket, "data"))[0])).toBe("to and fro");
    socket.destroy();
    server.close();
    await eventually(async () => (await textOf(ask(standIn, { host }))).includes("not open"));
  });

  it("ends a sandbox with the processes of its programs, and its files", async () => {
    const made = await Sandbox.create(standIn.connection);
    const handle = await made.commands.run(SPAWN_SLEEPERS, { background: true });
    void handle.wait().catch(() => {});
    let sleepers: number[] = [];
    await eventually(async () => {
      const { stdout } = await made.commands.run(`ps -o pid= --ppid ${handle.pid} || true`);
      sleepers = stdout.split(/\s+/).filter(Boolean).map(Number);
      return sleepers.length === 2;
    });
    const pids = [handle.pid, ...sleepers];
    expect(pids.map(isAlive)).toEqual([true, true, true]);
    const folder = standIn.sandboxes().list.at(-1)?.folder ?? "";
    await made.kill();
    await eventually(() => pids.every((pid) => !isAlive(pid)));
    await expect(access(folder)).rejects.toThrow("ENOENT");
  });

  it("leaves nothing behind when it is closed", async () => {
    const other = await startE2BStandIn();
    const made = await Sandbox.create(other.connection);
    const handle = await made.commands.run("sleep 60", { background: true });
    const ended = handle.wait().catch((error: unknown) => error);
    const folder = other.sandboxes().list[0]?.folder ?? "";
    await other.close();
    expect(await ended).toBeInstanceOf(Error);
    await eventually(() => !isAlive(handle.pid));
    await expect(access(folder)).rejects.toThrow("ENOENT");
    await expect(Sandbox.create(other.connection)).rejects.toThrow("fetch failed");
    await other.close();
  });

  it("leaves nothing behind when its program exits without closing it", async () => {
    const program = fileURLToPath(new URL("fixtures/exit-unclosed.mjs", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program]);
    const { pid, folder } = JSON.parse(stdout) as { pid: number; folder: string };
    await eventually(() => !isAlive(pid));
    await expect(access(folder)).rejects.toThrow("ENOENT");
  });

  it("lets no sandbox begin to live after it is closed", async () => {
    const other = await startE2BStandIn();
    other.faults.set({ createDelayMs: 200 });
    const made = Sandbox.create(other.connection).catch((error: unknown) => error);
    await eventually(() => other.received().length === 1);
    await other.close();
    expect(await made).toBeInstanceOf(Error);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(other.sandboxes()).toMatchObject({ alive: 0, created: 0 });
  });
});
