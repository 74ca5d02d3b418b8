import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type BuildOptions, build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const COMPILE_CODE = fileURLToPath(new URL("../../src/compile/compile-code.ts", import.meta.url));

const PROGRAM = `
import { compileCode } from ${JSON.stringify(COMPILE_CODE)};
const run = async (text) => (0, eval)((await compileCode(text)).code)();
const outcomes = [];
for (const text of JSON.parse(process.argv[2])) {
  outcomes.push(await run(text).catch(({ code, message }) => ({ code, message })));
}
console.log(JSON.stringify({ outcomes, require: typeof globalThis.require }));
`;

const TYPED = "const a: number = 1;\nreturn a";
const TOO_DEEP = `const a: number = 1;${"{".repeat(3_000)}${"}".repeat(3_000)}`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "toolweave-bundled-"));
  await writeFile(join(folder, "program.mjs"), PROGRAM);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function runBundled(texts: string[], name: string, options: BuildOptions): Promise<unknown> {
  await build({
    entryPoints: [join(folder, "program.mjs")],
    outdir: join(folder, name),
    bundle: true,
    platform: "node",
    format: "esm",
    outExtension: { ".js": ".mjs" },
    logLevel: "error",
    ...options,
  });
  const file = join(folder, name, "program.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [file, JSON.stringify(texts)]);
  return JSON.parse(stdout);
}

describe("a bundle that is an ES module", () => {
  it.each<[title: string, name: string, options: BuildOptions]>([
    ["of one file", "one", {}],
    ["of several files", "several", { splitting: true, minify: true }],
  ])("%s compiles TypeScript, and leaves no require behind", async (_, name, options) => {
    expect(await runBundled([TYPED, TOO_DEEP, TYPED], name, options)).toEqual({
      outcomes: [1, expect.objectContaining({ code: "CODE_INVALID" }), 1],
      require: "undefined",
    });
  });

  it("says what it lacks where Node lends it nothing, and runs JavaScript", async () => {
    const options = { banner: { js: "delete process.getBuiltinModule;" } };
    expect(await runBundled([TYPED, "return 2"], "without", options)).toMatchObject({
      outcomes: [
        {
          code: "SANDBOX_START_FAILED",
          message: expect.stringMatching(/^TypeScript cannot be compiled: .*external/s),
        },
        2,
      ],
    });
  });
});
