import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const TSC = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

/**
 * What `tsc --strict` says of files that form one project; empty if nothing.
 *
 * @param {Readonly<Record<string, string>>} files
 * @returns {string[]}
 */
export function compileAll(files) {
  const folder = mkdtempSync(join(tmpdir(), "toolweave-signatures-"));
  try {
    const compilerOptions = {
      target: "es2022",
      lib: ["es2023"],
      module: "nodenext",
      moduleDetection: "force",
      types: [],
      strict: true,
      noEmit: true,
    };
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    execFileSync(process.execPath, [TSC, "--pretty", "false"], { cwd: folder, stdio: "pipe" });
    return [];
  } catch (error) {
    const { stdout, message } = /** @type {Error & { stdout?: Buffer }} */ (error);
    return (String(stdout ?? "") || message).split(/\n(?=\S)/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Signatures as a module, each in a namespace of its own. @param {readonly string[]} signatures */
export function asModule(signatures) {
  return signatures
    .map((signature, position) => {
      const declared = signature.replace(/^[^(]*/, "export function tool");
      return `export declare namespace n${position} {\n${declared}\n}\n`;
    })
    .join("");
}
