/** `pnpm bench:signatures`: every declaration of the data set compiles, and what it costs in tokens. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { MCPClient } from "@toolweave/core";
import { describeMachine, machineLine } from "./shared/machine.mjs";
import { writeSection } from "./shared/write-section.mjs";
import { asModule, compileAll } from "./signature/compile-all.mjs";
import { compileElsewhere } from "./signature/json-schema-to-typescript.mjs";
import { medianRatio, ratioTable } from "./signature/token-ratios.mjs";
import { readTools, serversOf } from "./signature/tool-corpus.mjs";

const AIM = 0.35;
const DATA = fileURLToPath(new URL("../../shared/bench/tool-search/tools.jsonl", import.meta.url));

const { values } = parseArgs({
  options: {
    tools: { type: "string", default: DATA },
    write: { type: "boolean", default: false },
  },
});
const { byServer, mcpServers } = serversOf(readTools(values.tools));
const tools = [...byServer.values()].flat();
const client = new MCPClient({ mcpServers }, { codeMode: true });
await client.createAllSessions();

const facts = await signaturesAt("full");
const described = await signaturesAt("descriptions");
const started = performance.now();
const declarations = await client.getTypeDeclarations();
const declaring = performance.now() - started;
await client.close();

const types = facts.map((signature) => signature.slice(signature.indexOf("(")));
const elsewhere = await compileElsewhere(tools);
const refused = elsewhere.filter((text) => text === "").length;
const forms = {
  "arguments and result": types,
  'signature at "full"': facts,
  'signature at "descriptions"': described,
  "json-schema-to-typescript": elsewhere,
};
const problems = compileAll({
  "declarations.d.ts": declarations,
  "facts.ts": asModule(facts),
  "described.ts": asModule(described),
});
for (const problem of problems.slice(0, 20)) console.error(problem);

const ratio = medianRatio(tools, types);
const section = [
  "## Signatures",
  `${machineLine(describeMachine())}.`,
  `${tools.length} tools of ${byServer.size} servers.`,
  ratioTable(tools, forms),
  [
    `${problems.length === 0 ? "All declarations compile" : "Not all declarations compile"} under \`tsc --strict\`.`,
    `Arguments and result cost ${ratio.toFixed(2)} of their schema's tokens, by the median; the aim is ${AIM}: ${ratio <= AIM ? "reached" : "missed"}.`,
    `\`getTypeDeclarations()\` took ${declaring.toFixed(0)} ms for ${declarations.length} characters.`,
    `json-schema-to-typescript refuses ${refused} of the schemas.`,
  ].join(" "),
].join("\n\n");
console.log(section);
if (values.write) await writeSection("signatures", section);
if (problems.length > 0) process.exitCode = 1;

/**
 * The signatures of all tools, in the order of `tools`.
 *
 * @param {"descriptions" | "full"} detailLevel
 */
async function signaturesAt(detailLevel) {
  await client.searchTools("", "names");
  const begun = performance.now();
  const { results } = await client.searchTools("", detailLevel);
  console.error(`signatures at ${detailLevel}: ${(performance.now() - begun).toFixed(0)} ms`);
  const found = new Map(
    results.map(({ server, name, signature }) => [`${server}\n${name}`, signature]),
  );
  return [...byServer].flatMap(([server, own]) =>
    own.map(({ name }) => {
      const signature = found.get(`${server}\n${name}`);
      if (signature === undefined) throw new Error(`${server} ${name} has no signature`);
      return signature;
    }),
  );
}
