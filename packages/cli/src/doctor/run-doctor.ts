import { ExitCode } from "../command-line/exit-code.js";
import { give, paint, print } from "../command-line/terminal.js";
import { withSignals } from "../command-line/with-signals.js";
import { readConfig } from "../config/read-config.js";
import type { ClientFlags } from "../connect/client-options.js";
import { namespacesOf } from "../connect/namespaces-of.js";
import { makeClient } from "../connect/open-client.js";
import { tellOfConfig } from "../connect/tell-of-config.js";
import { instructionsFor } from "../serve/instructions.js";
import { offeredTools } from "../serve/offered-tools.js";
import { checkExecutor } from "./check-executor.js";
import { checkPolicy, withoutPolicy } from "./check-policy.js";
import { checkServer } from "./check-server.js";
import { estimateTokens } from "./estimate-tokens.js";
import { reportText } from "./print-report.js";

/** Checks every server, the executor and the policy. Fails if any of them does. */
export function runDoctor(flags: ClientFlags & { readonly json?: boolean }): Promise<number> {
  return withSignals(async (signal) => {
    const config = await readConfig(flags.config, process.cwd());
    tellOfConfig(config, flags);
    const policy = await checkPolicy(config);
    const isRefused = policy?.ok === false;
    const made = await makeClient(isRefused ? withoutPolicy(config) : config, flags);
    const { client, executor: name } = made;
    signal.addEventListener("abort", () => void client.close().catch(() => {}), { once: true });
    try {
      const names = client.getServerNames();
      if (process.stderr.isTTY) print(paint("dim", `starting ${names.length} servers …`));
      const servers = await Promise.all(
        names.map((server) => {
          const isRemote = "url" in (config.servers[server] ?? {});
          return checkServer(client, { name: server, isRemote });
        }),
      );
      const executor = await checkExecutor(client, name);
      // What was broken off would be reported as a fault of the servers.
      if (signal.aborted) return ExitCode.failed;
      const direct = servers.reduce((sum, { tokens }) => sum + tokens, 0);
      const namespaces = namespacesOf(client);
      const offered = offeredTools(client.codeModeConnector?.tools ?? [], namespaces);
      const codeMode = estimateTokens(offered) + estimateTokens(instructionsFor(namespaces));
      const tokens = { direct, codeMode };
      const report = { config: config.file, servers, executor, policy, tokens };
      await give(flags.json === true ? JSON.stringify(report, null, 2) : reportText(report));
      const works = !isRefused && executor.ok && servers.every(({ ok }) => ok);
      return works ? ExitCode.ok : ExitCode.failed;
    } finally {
      await client.close();
    }
  });
}
