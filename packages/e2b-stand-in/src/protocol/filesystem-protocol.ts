import type { Message } from "@bufbuild/protobuf";
import type { GenService } from "@bufbuild/protobuf/codegenv2";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { describeFile } from "./describe-file.js";
import { serviceOf, type Unary } from "./service-of.js";

/** The numbers of envd's FileType. */
export const FILE_TYPE = { unspecified: 0, file: 1, directory: 2, symlink: 3 } as const;

export type EntryInfo = Message<"filesystem.EntryInfo"> & {
  name: string;
  type: number;
  path: string;
  size: bigint;
  mode: number;
  permissions: string;
  owner: string;
  group: string;
  modifiedTime?: Timestamp;
  symlinkTarget?: string;
};
type PathRequest<Name extends string> = Message<`filesystem.${Name}`> & { path: string };
type EntryResponse<Name extends string> = Message<`filesystem.${Name}`> & { entry?: EntryInfo };
type MoveRequest = Message<"filesystem.MoveRequest"> & { source: string; destination: string };
type ListDirResponse = Message<"filesystem.ListDirResponse"> & { entries: EntryInfo[] };

type Methods = {
  stat: Unary<PathRequest<"StatRequest">, EntryResponse<"StatResponse">>;
  makeDir: Unary<PathRequest<"MakeDirRequest">, EntryResponse<"MakeDirResponse">>;
  move: Unary<MoveRequest, EntryResponse<"MoveResponse">>;
  listDir: Unary<PathRequest<"ListDirRequest"> & { depth: number }, ListDirResponse>;
  remove: Unary<PathRequest<"RemoveRequest">, Message<"filesystem.RemoveResponse">>;
};

const registry = describeFile({
  package: "filesystem",
  messages: {
    EntryInfo: {
      name: "1 string",
      type: "2 FileType",
      path: "3 string",
      size: "4 int64",
      mode: "5 uint32",
      permissions: "6 string",
      owner: "7 string",
      group: "8 string",
      modified_time: "9 Timestamp",
      symlink_target: "10 optional string",
      metadata: "11 map string",
    },
    StatRequest: { path: "1 string" },
    StatResponse: { entry: "1 EntryInfo" },
    MakeDirRequest: { path: "1 string" },
    MakeDirResponse: { entry: "1 EntryInfo" },
    MoveRequest: { source: "1 string", destination: "2 string" },
    MoveResponse: { entry: "1 EntryInfo" },
    ListDirRequest: { path: "1 string", depth: "2 uint32" },
    ListDirResponse: { entries: "1 repeated EntryInfo" },
    RemoveRequest: { path: "1 string" },
    RemoveResponse: {},
  },
  enums: {
    FileType: {
      FILE_TYPE_UNSPECIFIED: FILE_TYPE.unspecified,
      FILE_TYPE_FILE: FILE_TYPE.file,
      FILE_TYPE_DIRECTORY: FILE_TYPE.directory,
      FILE_TYPE_SYMLINK: FILE_TYPE.symlink,
    },
  },
  services: {
    Filesystem: {
      Stat: ["StatRequest", "StatResponse"],
      MakeDir: ["MakeDirRequest", "MakeDirResponse"],
      Move: ["MoveRequest", "MoveResponse"],
      ListDir: ["ListDirRequest", "ListDirResponse"],
      Remove: ["RemoveRequest", "RemoveResponse"],
    },
  },
});

/** envd's service for files, without the watching of folders. */
export const FilesystemService: GenService<Methods> = serviceOf<Methods>(
  registry,
  "filesystem.Filesystem",
);
