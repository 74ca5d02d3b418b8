import { mkdir, readdir, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { basename, isAbsolute, join, sep } from "node:path";

/** The users that a sandbox knows, and their homes from its root. */
const HOMES: Readonly<Record<string, string>> = { user: "home/user", root: "root" };
const SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * The folder that stands for a sandbox's disk. A path below it means what it says; any other absolute
 * path of the file API is looked for below it, so that `/home/user/a.txt` is a file of the sandbox.
 * Commands see the machine's own disk, with HOME in this folder.
 */
export class SandboxFolder {
  readonly root: string;
  /** The PATH of the sandbox's processes. */
  readonly path: string;

  private constructor(root: string, path: string) {
    this.root = root;
    this.path = path;
  }

  /** Makes the folder, with a `node` for its processes unless `node` is false. */
  static async create(parent: string, id: string, node: string | false): Promise<SandboxFolder> {
    const root = join(await realpath(parent), id);
    const bin = join(root, "bin");
    const folders = [
      bin,
      join(root, "tmp"),
      ...Object.values(HOMES).map((home) => join(root, home)),
    ];
    await Promise.all(folders.map((folder) => mkdir(folder, { recursive: true })));
    if (node !== false) await symlink(node, join(bin, "node"));
    else await linkSystemPrograms(bin, (name) => name !== "node" && name !== "nodejs");
    const path = node === false ? bin : `${bin}:${SYSTEM_PATH}`;
    // A login shell reads /etc/profile, which sets PATH anew, and then this.
    await Promise.all(
      Object.values(HOMES).map((home) =>
        writeFile(join(root, home, ".bash_profile"), `export PATH='${path}'\n`),
      ),
    );
    return new SandboxFolder(root, path);
  }

  /** Throws a RangeError when there is no such user. */
  homeOf(user: string): string {
    const home = Object.hasOwn(HOMES, user) ? HOMES[user] : undefined;
    if (home === undefined) throw new RangeError(`invalid username: '${user}'`);
    return join(this.root, home);
  }

  /** Where a path leads that a user of the sandbox gave; a relative one begins at the home. */
  resolve(path: string, user: string): string {
    const home = this.homeOf(user);
    if (path === "" || path === "~") return home;
    if (path.startsWith("~/")) return join(home, join("/", path.slice(2)));
    if (!isAbsolute(path)) return join(home, path);
    const plain = join(path);
    return plain === this.root || plain.startsWith(this.root + sep)
      ? plain
      : join(this.root, plain);
  }

  async remove(): Promise<void> {
    // What a program writes that got out of its group meanwhile goes when the stand-in is closed.
    await rm(this.root, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
  }
}

async function linkSystemPrograms(bin: string, isWanted: (name: string) => boolean): Promise<void> {
  for (const folder of ["/usr/bin", "/bin"]) {
    const names = (await readdir(folder)).filter(isWanted);
    await Promise.all(
      // The first folder that has a program wins, as on a PATH.
      names.map((name) => symlink(join(folder, name), join(bin, basename(name))).catch(() => {})),
    );
  }
}
