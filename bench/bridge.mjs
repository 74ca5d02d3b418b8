/** `pnpm bench:bridge`: what the gate adds to a nested call, and whether anything grows. */
import { measureCallCost } from "./bridge/call-cost.mjs";
import { measureFirstCall } from "./bridge/first-call.mjs";
import { measurePastExecutions } from "./bridge/past-executions.mjs";
import { OURS } from "./shared/figure.mjs";
import { benchOptions } from "./shared/options.mjs";
import { publish } from "./shared/report.mjs";
import { DIRECT } from "./tools/direct-caller.mjs";

const options = benchOptions();
const figures = [
  ...(await measureCallCost(options)),
  ...(await measureFirstCall(options)),
  ...(await measurePastExecutions(options)),
];

await publish(
  {
    suite: "bridge",
    title: "The gate that every nested call passes",
    columns: [OURS, DIRECT],
    packages: ["@toolweave/core", "@modelcontextprotocol/sdk"],
    notes: [
      "added to a call: the median of calls through the gate, less that of direct calls of the same session " +
        "(`session.callTool`), which take turns. The server is in memory and checks nothing.",
      "with everything: arguments and result are checked against schemas, a policy of 50 rules of all kinds " +
        "is asked, of which none matches, the shape of the result is learnt, the call is recorded, and " +
        "`onToolCall` and listeners of events hear of it. No SDK of OpenTelemetry is installed.",
      "heap grown: each execution makes calls that succeed, one with wrong arguments, one that the policy " +
        "refuses, and one that it leaves behind.",
    ],
    figures,
  },
  options,
);
