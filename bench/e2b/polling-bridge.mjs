import { Sandbox } from "@e2b/code-interpreter";
import { openDirectCaller } from "../tools/direct-caller.mjs";
import { bareTool } from "../tools/tool-source.mjs";

/**
 * The usual way to let code in a cloud sandbox call tools, re-created: a call is a line on standard
 * output; its answer is a file, for which the sandbox looks every 100 ms.
 */
const PRELUDE = `
const fs = require("node:fs");
let calls = 0;
const bench = { async echo(args) {
  const file = "answer-" + process.pid + "-" + ++calls + ".json";
  console.log("__CALL__" + JSON.stringify({ file, args }));
  for (;;) {
    if (fs.existsSync(file)) {
      const text = fs.readFileSync(file, "utf8");
      try { const value = JSON.parse(text); fs.unlinkSync(file); return value; } catch {}
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
} };
`;

/** @param {import("./service.mjs").Connection} connection @returns {Promise<import("../contenders/contender.mjs").OpenExecutor>} */
export async function openPollingBridge(connection) {
  const sandbox = await Sandbox.create(connection);
  const direct = await openDirectCaller(bareTool);
  let runs = 0;

  /** @param {string} line @param {{ result?: unknown }} outcome */
  async function take(line, outcome) {
    if (line.startsWith("__CALL__")) {
      const { file, args } = JSON.parse(line.slice(8));
      const n = await direct.echo(args.n);
      await sandbox.files.write(file, JSON.stringify({ n }));
    } else if (line.startsWith("__RESULT__")) outcome.result = JSON.parse(line.slice(10));
  }

  return {
    async run(code) {
      const file = `code-${++runs}.cjs`;
      const text = `${PRELUDE}(async () => {${code}})().then((result) => console.log("__RESULT__" + JSON.stringify(result)));`;
      await sandbox.files.write(file, text);
      /** @type {{ result?: unknown }} */
      const outcome = {};
      let begun = "";
      await sandbox.commands.run(`node ${file}`, {
        timeoutMs: 0,
        onStdout(chunk) {
          const lines = (begun + chunk).split("\n");
          begun = lines.pop() ?? "";
          for (const line of lines) void take(line, outcome);
        },
      });
      return outcome.result;
    },
    async close() {
      await direct.close();
      await sandbox.kill();
    },
  };
}
