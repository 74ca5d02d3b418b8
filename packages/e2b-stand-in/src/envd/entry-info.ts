import { lstat, readlink } from "node:fs/promises";
import { basename } from "node:path";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { FILE_TYPE, type FilesystemService } from "../protocol/filesystem-protocol.js";

type EntryInit = NonNullable<
  MessageInitShape<typeof FilesystemService.method.stat.output>["entry"]
>;

const KINDS = ["---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx"] as const;

/** What envd tells of a file, a folder or a symbolic link. */
export async function entryInfo(path: string, owner: string): Promise<EntryInit> {
  const stats = await lstat(path);
  const mode = stats.mode & 0o777;
  const [sign, type] = stats.isSymbolicLink()
    ? ["L", FILE_TYPE.symlink]
    : stats.isDirectory()
      ? ["d", FILE_TYPE.directory]
      : ["-", FILE_TYPE.file];
  const rights = [mode >> 6, (mode >> 3) & 7, mode & 7].map((bits) => KINDS[bits]).join("");
  return {
    name: basename(path),
    type: Number(type),
    path,
    size: BigInt(stats.size),
    mode,
    permissions: `${sign}${rights}`,
    owner,
    group: owner,
    modifiedTime: timestampFromDate(stats.mtime),
    ...(stats.isSymbolicLink() && { symlinkTarget: await readlink(path) }),
  } as EntryInit;
}
