/** A host program for the tests of lifetime: runs code, then ends as told. */
import { MCPClient } from "@toolweave/core";
import "@toolweave/executor-e2b";

const [mode, options = "{}"] = process.argv.slice(2);
const client = new MCPClient(
  { mcpServers: {} },
  { codeMode: { executor: "e2b", executorOptions: JSON.parse(options) } },
);
await client.executeCode("return 1");
if (mode === "exit") process.exit(0);
if (mode === "close") await client.close();
