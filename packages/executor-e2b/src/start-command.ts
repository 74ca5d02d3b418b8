import { brotliCompressSync, constants } from "node:zlib";
import { NODE_RUNNER, NODE_RUNNER_FLAGS, NODE_RUNNER_TEXT } from "@toolweave/core/node";

/** Exit code of the command where there is no Node at all. */
export const NO_NODE = 127;
/** Exit code of the command where Node is too old. */
export const OLD_NODE = 86;

/** Memory the process needs beside the guest's, in MiB. */
const OVERHEAD_MB = 64;
/** Address space that newer lines of Node set aside for machine code, which counts as data. */
const CODE_RANGE_MB = 512;

/** Almost as small as with the default, in a fortieth of the time. */
const COMPRESSION = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Chooses what differs between the lines of Node: the flag of the permission model, the code range. */
const CHOOSE = `
v=$(node -v 2>/dev/null) || exit ${NO_NODE}
range=0
case $v in
  v20.1[89].*|v20.[2-9][0-9].*|v22.[89].*|v22.1[0-2].*) allow=--experimental-permission ;;
  v22.1[3-9].*|v22.[2-9][0-9].*) allow=--permission ;;
  v23.[0-4].*) allow=--experimental-permission range=${CODE_RANGE_MB} ;;
  v2[3-9].*|v[3-9][0-9].*) allow=--permission range=${CODE_RANGE_MB} ;;
  *) echo "$v" >&2; exit ${OLD_NODE} ;;
esac`;

/** What a process is started with. */
export interface StartCommandOptions {
  readonly memoryLimitMb: number;
  readonly guestRuntime: string;
}

/**
 * The shell command that becomes the process for one guest: Node without environment, files or other
 * programs, its data bounded by the kernel. The shell is replaced, so that to kill the command is to
 * kill the guest. All that it needs is in its text, below the 128 KiB that Linux lets an argument have.
 */
export function startCommand({ memoryLimitMb, guestRuntime }: StartCommandOptions): string {
  const flags = [
    ...NODE_RUNNER_FLAGS,
    "--disallow-code-generation-from-strings",
    `--max-old-space-size=${memoryLimitMb}`,
    "--max-semi-space-size=8",
    "--v8-pool-size=1",
  ].join(" ");
  const limit = `ulimit -d $(((${memoryLimitMb + OVERHEAD_MB} + range) * 1024)) 2>/dev/null`;
  const program = `'${NODE_RUNNER.replaceAll("'", "'\\''")}'`;
  const runtime = brotliCompressSync(guestRuntime, COMPRESSION).toString("base64");
  return `${CHOOSE}
${limit}
exec env -i PATH="$PATH" node ${flags} $allow -e ${program} ${NODE_RUNNER_TEXT} ${runtime}`;
}
