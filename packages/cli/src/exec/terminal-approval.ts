import { createInterface } from "node:readline/promises";
import type { ApprovalAnswer, ApproveFunction, CallSupervisor } from "@toolweave/core";
import { paint } from "../command-line/terminal.js";
import { visibleText } from "../command-line/visible-text.js";
import { refusingSupervisor } from "../connect/refusing-supervisor.js";
import { RememberedAnswers } from "../connect/remembered-answers.js";
import { showArguments } from "../connect/show-arguments.js";

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
  // Looked up when a call's turn has come: calls of a tool that is always allowed may be waiting already.
  const approve = oneAtATime(new RememberedAnswers().orAsk(ask));
  return { call: (_call, make) => make(), approve };
}

const ask: ApproveFunction = async ({ namespace, tool, args, signal }) => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // While a line is read, Ctrl-C is a key like others, and raises no signal.
  terminal.on("SIGINT", () => process.emit("SIGINT", "SIGINT"));
  const closed = new Promise<string>((resolve) => terminal.once("close", () => resolve("no")));
  const { text, missing } = showArguments(args);
  const call = `${visibleText(`${namespace}.${tool}`)}(${text})`;
  const note = missing === undefined ? "" : ` (${missing} cannot be shown)`;
  const question = `${paint("yellow", "allow?")} ${call}${note} [y]es, [n]o, [a]lways: `;
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

/** Two questions at once could not be told apart. */
function oneAtATime(approve: ApproveFunction): ApproveFunction {
  let last: Promise<unknown> = Promise.resolve();
  return (request) => {
    const answer = last.then(() => approve(request));
    last = answer.catch(() => {});
    return answer;
  };
}
