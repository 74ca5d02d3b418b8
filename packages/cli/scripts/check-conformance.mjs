import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXPECTED_FAILURES } from "./expected-failures.mjs";

/** What the suite names the folder of a scenario: with the time at which it ran. */
const FOLDER = /^server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/;

/**
 * Checks what a run of the conformance suite has left in a folder: every scenario passes, but for those
 * that are expected to fail, and these do fail.
 *
 * @param {string} folder
 * @param {(what: string, ok: boolean) => void} check
 */
export function checkConformance(folder, check) {
  const entries = existsSync(folder) ? readdirSync(folder) : [];
  const passed = new Map(
    entries.map((entry) => [FOLDER.exec(entry)?.[1] ?? entry, passes(join(folder, entry))]),
  );
  for (const [scenario, isPassed] of passed) {
    const reason = EXPECTED_FAILURES[scenario];
    if (reason === undefined) check(`conformance: ${scenario}`, isPassed);
    else if (isPassed) check(`conformance: ${scenario} passes: it is not to be listed`, false);
    else check(`conformance: ${scenario} is not passed. ${reason}`, true);
  }
  const missing = Object.keys(EXPECTED_FAILURES).filter((scenario) => !passed.has(scenario));
  check(
    `conformance: every scenario listed was run ${missing.join(" ")}`.trim(),
    missing.length === 0,
  );
  check("conformance: scenarios pass", [...passed.values()].some(Boolean));
}

/** A scenario that could check nothing, and only warns, has not passed. @param {string} folder */
function passes(folder) {
  /** @type {{ status: string }[]} */
  const checks = JSON.parse(readFileSync(join(folder, "checks.json"), "utf8"));
  const judged = checks.filter(({ status }) => status !== "INFO");
  return judged.length > 0 && judged.every(({ status }) => status === "SUCCESS");
}
