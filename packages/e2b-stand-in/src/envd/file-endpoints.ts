import { createHash } from "node:crypto";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { basename, dirname } from "node:path";
import { gunzipSync } from "node:zlib";
import { answerJson, bodyOf } from "../network/answer.js";
import type { Sandbox } from "../sandbox/sandbox.js";

/** A failure that is answered with an HTTP status. */
class FileError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Answers envd's `/files`: GET downloads, POST uploads. */
export async function answerFiles(
  request: IncomingMessage,
  response: ServerResponse,
  sandbox: Sandbox,
  record: (body: string) => void,
): Promise<void> {
  try {
    const { searchParams } = new URL(request.url ?? "/", "http://envd");
    authorize(request, searchParams, sandbox);
    if (request.method === "POST") await upload(request, response, searchParams, sandbox, record);
    else await download(response, searchParams, sandbox);
  } catch (error) {
    const { message } = error as Error;
    const status = error instanceof FileError ? error.status : 500;
    answerJson(response, status, { code: status, message });
  }
}

/** By the access token, or by the signature that the SDK puts into URLs that it gives away. */
function authorize(request: IncomingMessage, query: URLSearchParams, sandbox: Sandbox): void {
  if (request.headers["x-access-token"] === sandbox.accessToken) return;
  const expiration = query.get("signature_expiration");
  const operation = request.method === "POST" ? "write" : "read";
  const parts = [query.get("path") ?? "", operation, query.get("username") ?? ""];
  const signed = [...parts, sandbox.accessToken, ...(expiration === null ? [] : [expiration])];
  const hash = createHash("sha256").update(signed.join(":")).digest("base64").replace(/=+$/, "");
  if (query.get("signature") !== `v1_${hash}`) {
    throw new FileError(401, "missing or invalid access token or signature");
  }
  if (expiration !== null && Number(expiration) * 1000 < Date.now()) {
    throw new FileError(401, "signature is already expired");
  }
}

function placeOf(sandbox: Sandbox, path: string, query: URLSearchParams): string {
  try {
    return sandbox.folder.resolve(path, query.get("username") || "user");
  } catch (error) {
    throw new FileError(401, (error as Error).message);
  }
}

async function download(
  response: ServerResponse,
  query: URLSearchParams,
  sandbox: Sandbox,
): Promise<void> {
  const given = query.get("path") ?? "";
  const path = placeOf(sandbox, given, query);
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) throw new FileError(404, `path '${given}' does not exist`);
  if (stats.isDirectory()) throw new FileError(400, `path '${given}' is a directory`);
  const bytes = await readFile(path);
  response
    .writeHead(200, {
      "content-type": "application/octet-stream",
      "content-length": String(bytes.length),
    })
    .end(bytes);
}

async function upload(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  sandbox: Sandbox,
  record: (body: string) => void,
): Promise<void> {
  const path = query.get("path");
  const files = await filesOf(request, path);
  const written = files.map(async (file) => {
    record(`${file.path}\n${file.bytes}`);
    const target = placeOf(sandbox, file.path, query);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, file.bytes);
    return { path: target, name: basename(target), type: "file" };
  });
  answerJson(response, 200, await Promise.all(written));
}

async function filesOf(
  request: IncomingMessage,
  path: string | null,
): Promise<{ path: string; bytes: Buffer }[]> {
  const type = request.headers["content-type"] ?? "";
  const sent = await bodyOf(request);
  const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
  if (type.startsWith("application/octet-stream")) {
    if (path === null) throw new FileError(400, "path is required");
    return [{ path, bytes: body }];
  }
  const form = await new Response(body, { headers: { "content-type": type } }).formData();
  const files = form.getAll("file").filter((file) => typeof file !== "string");
  return Promise.all(
    files.map(async (file) => ({
      path: path ?? file.name,
      bytes: Buffer.from(await file.arrayBuffer()),
    })),
  );
}
