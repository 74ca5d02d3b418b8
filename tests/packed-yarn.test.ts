/** Yarn without node_modules: a package sees what it depends on, and core depends on no executor. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { packPackages } from "../scripts/pack-packages.mjs";
import { runClean } from "../scripts/package-manager.mjs";

const YARN = ["-y", "@yarnpkg/cli-dist@4.18.1"];
/** Yarn has a registry of its own, and is to ask npm's. */
const settings = (registry: string): readonly string[] => [
  `npmRegistryServer: ${JSON.stringify(registry)}`,
  "nodeLinker: pnp",
  "enableImmutableInstalls: false",
  "enableGlobalCache: false",
  "enableTelemetry: false",
];

const PROGRAM = `
import { MCPClient } from "@toolweave/core";

const outcomes = [];
for (const executor of ["vm", "quickjs", "acme-executor/cloud"]) {
  const client = new MCPClient({}, { codeMode: { executor } });
  const outcome = client.executeCode("return 6 * 7");
  outcomes.push(await outcome.then(({ result, error }) => error ?? result, ({ code, message }) => ({ code, message })));
  await client.close();
}
console.log(JSON.stringify(outcomes));
`;

let folder: string;
const app = (): string => join(folder, "packages/app");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "toolweave-yarn-"));
  const packed = await packPackages(folder);
  const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const own = ["@toolweave/core", "@toolweave/executor-vm"];
  const manifests = {
    ".": { name: "root", private: true, workspaces: ["packages/*"], resolutions: tarballs },
    "packages/app": {
      name: "app",
      dependencies: Object.fromEntries(own.map((name) => [name, tarballs[name]])),
    },
  };
  await mkdir(app(), { recursive: true });
  for (const [place, manifest] of Object.entries(manifests)) {
    await writeFile(join(folder, place, "package.json"), JSON.stringify(manifest));
  }
  await writeFile(join(folder, "yarn.lock"), "");
  const registry = await runClean("npm", ["config", "get", "registry"], { cwd: folder });
  await writeFile(join(folder, ".yarnrc.yml"), settings(registry.trim()).join("\n"));
  await writeFile(join(app(), "program.mjs"), PROGRAM);
  await runClean("npx", [...YARN, "install"], { cwd: folder });
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

it("an executor that a workspace depends on is found by its name, and one that is not is said to be missing", async () => {
  const printed = await runClean("npx", [...YARN, "node", "program.mjs"], { cwd: app() });
  const missing = (name: string): unknown => ({
    code: "EXECUTOR_NOT_FOUND",
    message: expect.stringContaining(
      `npm install ${name}\nLooked for ${name} from @toolweave/core, from `,
    ),
  });
  expect(JSON.parse(printed)).toEqual([
    42,
    missing("@toolweave/executor-quickjs"),
    missing("acme-executor/cloud"),
  ]);
}, 120_000);
