import { lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { Code, ConnectError, type HandlerContext, type ServiceImpl } from "@connectrpc/connect";
import type { FilesystemService } from "../protocol/filesystem-protocol.js";
import { callerOf } from "./call-context.js";
import { entryInfo } from "./entry-info.js";

/** envd's filesystem service, over the folder of the sandbox that is called. */
export function filesystemService(): ServiceImpl<typeof FilesystemService> {
  return {
    stat: async (request, context) => {
      const { path, user } = placeOf(request.path, context);
      return { entry: await found(path, () => entryInfo(path, user)) };
    },
    makeDir: async (request, context) => {
      const { path, user } = placeOf(request.path, context);
      const exists = await lstat(path).then(
        () => true,
        () => false,
      );
      if (exists) throw new ConnectError(`${path} already exists`, Code.AlreadyExists);
      await mkdir(path, { recursive: true });
      return { entry: await entryInfo(path, user) };
    },
    move: async (request, context) => {
      const { path: source, user } = placeOf(request.source, context);
      const { path: destination } = placeOf(request.destination, context);
      await found(source, async () => {
        await lstat(source);
        await mkdir(dirname(destination), { recursive: true });
        await rename(source, destination);
      });
      return { entry: await entryInfo(destination, user) };
    },
    listDir: async (request, context) => {
      const { path, user } = placeOf(request.path, context);
      const depth = Math.max(1, request.depth);
      const names = await found(path, () => readdir(path, { recursive: depth > 1 }));
      const near = names.filter((name) => relative("", name).split(sep).length <= depth).sort();
      return { entries: await Promise.all(near.map((name) => entryInfo(join(path, name), user))) };
    },
    remove: async (request, context) => {
      await rm(placeOf(request.path, context).path, { recursive: true, force: true });
      return {};
    },
  };
}

function placeOf(path: string, context: HandlerContext): { path: string; user: string } {
  const { sandbox, user } = callerOf(context);
  return { path: sandbox.folder.resolve(path, user), user };
}

async function found<Result>(path: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new ConnectError(`path not found: ${path}`, Code.NotFound);
    if (code === "ENOTDIR") throw new ConnectError(message, Code.InvalidArgument);
    throw new ConnectError(message, Code.Internal);
  }
}
