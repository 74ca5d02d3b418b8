import { readFile, writeFile } from "node:fs/promises";

const RESULTS = new URL("../RESULTS.md", import.meta.url);
const INTRODUCTION =
  "# Results\n\nWritten by the benchmarks themselves, with `--write`; see [README.md](README.md).\n";

/**
 * Puts a suite's section of RESULTS.md in the place of its last one.
 *
 * @param {string} suite
 * @param {string} section
 */
export async function writeSection(suite, section) {
  const begin = `<!-- begin ${suite} -->`;
  const end = `<!-- end ${suite} -->`;
  const before = await readFile(RESULTS, "utf8").catch(() => INTRODUCTION);
  const text = `${begin}\n\n${section}\n\n${end}`;
  const start = before.indexOf(begin);
  const after = before.indexOf(end);
  const updated =
    start < 0 || after < 0
      ? `${before.trimEnd()}\n\n${text}\n`
      : before.slice(0, start) + text + before.slice(after + end.length);
  await writeFile(RESULTS, updated);
}
