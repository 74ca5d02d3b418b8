/** Prints what happened in an execution, so that the point of code mode can be seen. */

const WIDTH = 80;

/** @param {string} code */
export function printCode(code) {
  rule("The code a model would write");
  code
    .trimEnd()
    .split("\n")
    .forEach((line, i) => {
      console.log(`${String(i + 1).padStart(4)}  ${line}`);
    });
  console.log();
  rule("What happens inside the sandbox");
}

/** @param {import("@toolweave/core").ToolCallRecord} call */
export function printCall({ status, namespace, tool, duration_ms, bytes_in, bytes_out, error }) {
  if (status === "pending") return;
  const name = `${namespace}.${tool}`.padEnd(30);
  const traffic = `${bytes(bytes_in)} in, ${bytes(bytes_out)} out`;
  console.log(`  call   ${name} ${duration_ms.toFixed(1).padStart(7)} ms   ${error ?? traffic}`);
}

/** @param {import("@toolweave/core").ExecutionResult} execution */
export function printOutcome({ result, logs, error, execution_time, tool_calls = [] }) {
  console.log();
  rule("What reaches the caller");
  console.log(error ?? JSON.stringify(result, null, 2));
  console.log();
  const stayed = tool_calls.reduce((sum, call) => sum + call.bytes_in + call.bytes_out, 0);
  const reached = Buffer.byteLength(JSON.stringify({ result, logs, error }));
  console.log(
    `Execution time         ${(execution_time * 1000).toFixed(0)} ms, ${tool_calls.length} tool calls`,
  );
  console.log(`Stayed in the sandbox  ${bytes(stayed)}`);
  console.log(`Reached the caller     ${bytes(reached)}`);
  if (stayed > reached) {
    console.log(
      `\nWith one tool call at a time a model would have read all ${bytes(stayed)}: ` +
        `${Math.round(stayed / reached)} times as much.`,
    );
  }
}

/** @param {number} count */
function bytes(count) {
  return count < 1024 ? `${count} B` : `${(count / 1024).toFixed(1)} KiB`;
}

/** @param {string} title */
function rule(title) {
  console.log(`── ${title} ${"─".repeat(WIDTH - title.length - 4)}`);
}
