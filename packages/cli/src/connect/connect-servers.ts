import type { MCPClient } from "@toolweave/core";
import { describeError } from "@toolweave/core/node";
import { paint, print } from "../command-line/terminal.js";
import { failureText } from "./failure-text.js";

/** Connects every server, and tells a person at a terminal how each fares. Never rejects for one's sake. */
export async function connectServers(client: MCPClient): Promise<void> {
  const tells = process.stderr.isTTY === true;
  await Promise.all(
    client.getServerNames().map(async (name) => {
      const start = performance.now();
      try {
        const session = await client.createSession(name);
        const { length } = await session.listTools();
        const took = `${((performance.now() - start) / 1_000).toFixed(1)} s`;
        if (tells) print(paint("dim", `✓ ${name}: ${length} tools, ${took}`));
      } catch (error) {
        if (tells) print(`${paint("red", `✗ ${name}`)}: ${failureText(describeError(error))}`);
      }
    }),
  );
}
