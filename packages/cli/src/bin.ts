#!/usr/bin/env node
import { watchOutput } from "./command-line/output-faults.js";
import { VERSION } from "./version.js";

watchOutput();
// Loading what the commands need takes longer than starting Node.
const [, , first, ...rest] = process.argv;
if (rest.length === 0 && (first === "--version" || first === "-V")) {
  process.stdout.write(`${VERSION}\n`);
} else {
  const { main } = await import("./main.js");
  process.exitCode = await main(process.argv.slice(2));
}
