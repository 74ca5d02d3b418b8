import { createInterface } from "node:readline/promises";
import type { ApprovalAnswer, ApproveFunction, CallSupervisor } from "@toolweave/core";
import { paint } from "../command-line/terminal.js";
import { refusingSupervisor } from "../connect/refusing-supervisor.js";

const YES: ApprovalAnswer = { allow: true };
const NO: ApprovalAnswer = { allow: false, reason: "the user said no" };
const ALWAYS: ApprovalAnswer = { allow: true, remember: true };

const ANSWERS: ReadonlyMap<string, ApprovalAnswer> = new Map([
  ["y", YES],
  ["yes", YES],
  ["n", NO],
  ["no", NO],
  ["a", ALWAYS],
  ["always", ALWAYS],
]);

/** Asks the person at the terminal for each call that the policy does not decide; refuses where there is none. */
export function terminalSupervisor(): CallSupervisor {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) {
    return refusingSupervisor("there is no terminal to ask at");
  }
  return { call: (_call, make) => make(), approve: oneAtATime(askOnce(ask)) };
}

const ask: ApproveFunction = async ({ namespace, tool, args, signal }) => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // While a line is read, Ctrl-C is a key like others, and raises no signal.
  terminal.on("SIGINT", () => process.emit("SIGINT", "SIGINT"));
  const closed = new Promise<string>((resolve) => terminal.once("close", () => resolve("no")));
  const call = `${namespace}.${tool}(${JSON.stringify(args)})`;
  const question = `${paint("yellow", "allow?")} ${call} [y]es, [n]o, [a]lways: `;
  try {
    for (;;) {
      const word = await Promise.race([terminal.question(question, { signal }), closed]);
      const answer = ANSWERS.get(word.trim().toLowerCase());
      if (answer !== undefined) return answer;
    }
  } finally {
    terminal.close();
  }
};

/** Asks no more about a tool that is always allowed: calls of it may be waiting for their turn already. */
function askOnce(approve: ApproveFunction): ApproveFunction {
  const always = new Set<string>();
  return async (request) => {
    const tool = JSON.stringify([request.server, request.tool]);
    if (always.has(tool)) return ALWAYS;
    const answer = await approve(request);
    if (answer === ALWAYS) always.add(tool);
    return answer;
  };
}

/** Two questions at once could not be told apart. */
function oneAtATime(approve: ApproveFunction): ApproveFunction {
  let last: Promise<unknown> = Promise.resolve();
  return (request) => {
    const answer = last.then(() => approve(request));
    last = answer.catch(() => {});
    return answer;
  };
}
