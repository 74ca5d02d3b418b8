import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { tempFolder } from "./temp-folder.js";

const TSC = fileURLToPath(new URL("../../../../node_modules/typescript/bin/tsc", import.meta.url));

/** As a project that has neither a browser's library nor Node's has it. */
const COMPILER_OPTIONS = {
  target: "es2022",
  lib: ["es2023"],
  module: "nodenext",
  moduleDetection: "force",
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: false,
};

/** What `tsc --strict` says of files, which form one project; empty if nothing. */
export async function typeErrors(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = tempFolder();
  await mkdir(join(folder, "src"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const config = { compilerOptions: COMPILER_OPTIONS, include: ["src"] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  for (const [name, text] of Object.entries(files))
    await writeFile(join(folder, "src", name), text);
  const output = await promisify(execFile)(process.execPath, [TSC, "--pretty", "false"], {
    cwd: folder,
    maxBuffer: 64 << 20,
  }).then(
    () => "",
    (error: { stdout?: string; message: string }) => error.stdout || error.message,
  );
  return output.split(/\n(?=\S)/).filter((problem) => problem !== "");
}

/** Signatures as the text of a module: each as a function in a namespace of its own, with its types. */
export function moduleOfSignatures(signatures: readonly string[]): string {
  return signatures
    .map((signature, position) => {
      const declared = signature.replace(/^[^(]*/, "export function tool");
      return `export declare namespace n${position} {\n${declared}\n}\n`;
    })
    .join("");
}
