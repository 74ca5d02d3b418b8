import { createInterface } from "node:readline/promises";
import type { ApproveFunction, CallSupervisor } from "@toolweave/core";
import { paint } from "../command-line/terminal.js";

/** Asks the person at the terminal for each call that the policy does not decide; nobody where there is none. */
export function terminalSupervisor(): CallSupervisor | undefined {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return undefined;
  return { call: (_call, make) => make(), approve: oneAtATime(ask) };
}

const ask: ApproveFunction = async ({ namespace, tool, args, signal }) => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const call = `${namespace}.${tool}(${JSON.stringify(args)})`;
    const question = `${paint("yellow", "allow?")} ${call} [y]es, [n]o, [a]lways: `;
    const answer = (await terminal.question(question, { signal })).trim().toLowerCase();
    if (answer.startsWith("a")) return { allow: true, remember: true };
    return { allow: answer.startsWith("y"), reason: "the user said no" };
  } finally {
    terminal.close();
  }
};

/** Two questions at once could not be told apart. */
function oneAtATime(approve: ApproveFunction): ApproveFunction {
  let last: Promise<unknown> = Promise.resolve();
  return (request) => {
    const answer = last.then(() => approve(request));
    last = answer.catch(() => {});
    return answer;
  };
}
