/** Writes `docs/cli.md` from the commands; with `--check`, fails if it says something else. */
import { readFileSync, writeFileSync } from "node:fs";
import { createProgram } from "../lib/program.js";
import { referencePage } from "../lib/reference/reference-page.js";

const file = new URL("../../../docs/cli.md", import.meta.url);
const page = referencePage(createProgram(() => {}));
if (!process.argv.includes("--check")) writeFileSync(file, page);
else if (readFileSync(file, "utf8") !== page) {
  console.error(
    "docs/cli.md is not what the commands say. Run: node packages/cli/scripts/write-reference.mjs",
  );
  process.exitCode = 1;
}
